# Reads agents without building anything: attribute sets by name, with the keys of agent.toml and `systemPrompt`.
# It reads and does not judge: what a policy means, and whether all of it is right, is up to `canonry check`.
let
  inherit (import ./source.nix) agentsDirectoriesOf directoriesIn nameOf rootOf;

  defaults = {
    mode = "all";
    tags = [];
    skills = [];
    context = [];
    rules = [];
    permissions = {};
  };

  loadAgent = directory: name: let
    file = "${name}/agent.toml";
    agent = builtins.fromTOML (builtins.readFile (directory + "/${file}"));
    prompt = directory + "/${name}/system-prompt.md";
    require = condition: message:
      if condition
      then true
      else throw "canonry: ${nameOf directory}/${file}: ${message}";
  in
    assert require (agent ? name) "name is missing";
    assert require (agent.name == name) "name is \"${toString agent.name}\", and its directory ${name}";
    assert require (agent ? description) "description is missing";
    assert require (builtins.pathExists prompt) "there is no system-prompt.md beside it"; {
      inherit name;
      value = defaults // agent // {systemPrompt = builtins.readFile prompt;};
    };

  agentsIn = directory: let
    holds = file: name: builtins.pathExists (directory + "/${name}/${file}");
    names = directoriesIn directory;
    lonely = builtins.filter (name: holds "system-prompt.md" name && !holds "agent.toml" name) names;
  in
    if lonely != []
    then throw "canonry: ${nameOf directory}/${builtins.head lonely} has a system-prompt.md and no agent.toml"
    else map (loadAgent directory) (builtins.filter (holds "agent.toml") names);

  # People who come from elsewhere have agents, and only lack the way.
  whyNone = root: directories: let
    has = path: builtins.pathExists (root + "/${path}");
    hasMarkdown = directory:
      builtins.any (name: has "${directory}/${name}/AGENT.md") (directoriesIn (root + "/${directory}"));
    json = builtins.filter has ["agents/agents.json" "agents.json"];
  in
    if json != []
    then "only ${builtins.head json}; `canonry import agents-json ${builtins.head json} --out DIR` makes them of it"
    else if builtins.any hasMarkdown directories
    then "only AGENT.md files; `canonry import --help` shows the ways from other formats"
    else "no NAME/agent.toml in ${builtins.concatStringsSep ", " directories}";
in rec {
  # The agents below a root, in the directories that its canonry.toml names.
  loadAgentsFrom = input: let
    root = rootOf input;
    directories = agentsDirectoriesOf root;
    found = builtins.concatMap (directory: agentsIn (root + "/${directory}")) directories;
    agents = builtins.listToAttrs found;
    names = map ({name, ...}: name) found;
    twice = builtins.filter (name: builtins.length (builtins.filter (other: other == name) names) > 1) names;
  in
    if found == []
    then throw "canonry: there are no agents in ${nameOf input}: ${whyNone root directories}"
    else if twice != []
    then throw "canonry: ${nameOf input} has two agents of the name ${builtins.head twice}"
    else agents;

  # The agents of an input: what its flake says they are, else what is in its files.
  loadCanonical = {agentsInput}: let
    agents = agentsInput.lib.loadAgents;
  in
    if !(builtins.isAttrs agentsInput && agentsInput ? lib.loadAgents)
    then loadAgentsFrom agentsInput
    else if agents == {}
    then throw "canonry: the loadAgents of ${nameOf agentsInput} is empty"
    else agents;
}
