# The legacy agents.json as an attribute set, for the time of a migration.
let
  inherit (builtins) elem foldl' match replaceStrings substring;
  inherit (import ./globs.nix) endsWith;
  sortedRules = import ./sorted-rules.nix;

  strictest = foldl' (a: b:
    if a == "deny" || b == "deny"
    then "deny"
    else if a == "ask" || b == "ask"
    then "ask"
    else "allow") "allow";

  # Not taken by OpenCode as the name of a server's tool: it has these itself.
  ownTools = ["external_directory" "doom_loop"];
  pathTools = ["read" "edit" "external_directory"];

  # Rules are split at the last colon.
  parseRule = fail: text: let
    parts = match "(.+):(allow|ask|deny)" (replaceStrings ["\n"] [" "] text);
    action = builtins.elemAt parts 1;
  in
    if parts == null
    then fail "\"${text}\" is not of the form pattern:action"
    else {
      inherit action;
      pattern = substring 0 (builtins.stringLength text - builtins.stringLength action - 1) text;
    };

  # `$HOME/` would be sorted before the intent; `~/` means the same and is not.
  spellHome = tool: pattern:
    if elem tool pathTools && substring 0 6 pattern == "$HOME/"
    then "~/${substring 6 (-1) pattern}"
    else pattern;

  matchesAll = pattern: match "[*]+" pattern != null;

  # JavaScript puts numbers before every other key.
  refuseNumber = fail: pattern:
    if match "0|[1-9][0-9]*" pattern == null
    then pattern
    else fail "the pattern \"${pattern}\" is a number, which JSON readers move to the front";

  valueOf = {
    fail,
    keyOf,
    tool,
    policy,
  }: let
    parsed = map (parseRule fail) (policy.rules or []);
    named = map (rule:
      rule
      // {
        pattern = spellHome tool (
          if tool == "task"
          then keyOf.${rule.pattern} or rule.pattern
          else rule.pattern
        );
      })
    parsed;
    intent = {
      pattern = "*";
      action = policy.intent;
    };
    # A rule for everything ends all that stands above it.
    rules = foldl' (rules: rule:
      if matchesAll rule.pattern
      then [(intent // {inherit (rule) action;})]
      else rules ++ [(rule // {pattern = refuseNumber fail rule.pattern;})]) [intent] named;
  in
    if !(policy ? intent)
    then fail "intent is missing"
    else if parsed == []
    then policy.intent
    else if elem tool ["webfetch" "websearch"]
    then strictest ([policy.intent] ++ map ({action, ...}: action) parsed)
    else sortedRules rules;

  keyOfTool = fail: tool: let
    name = substring 5 (-1) tool;
    parts = builtins.filter builtins.isString (builtins.split "__" name);
    key =
      if builtins.length parts == 1
      then "${name}_*"
      else "${builtins.head parts}_${substring (builtins.stringLength (builtins.head parts) + 2) (-1) name}";
    server = "${builtins.head parts}_";
    isAbout = own:
      if builtins.length parts == 1
      then substring 0 (builtins.stringLength server) own == server
      else key == own;
    isOwn = builtins.any isAbout ownTools;
  in
    if tool == "todo"
    then "todowrite"
    else if substring 0 5 tool != "mcp__"
    then tool
    else if isOwn
    then fail "OpenCode has tools of its own that ${key} would be about"
    else key;

  permissionOf = keyOf: agent: let
    failFor = tool: message: throw "canonry: agents.json cannot hold permissions.${tool} of ${agent.name}: ${message}";
    entries = map (tool: let
      fail = failFor tool;
    in {
      name = keyOfTool fail tool;
      value = valueOf {
        inherit fail keyOf tool;
        policy = agent.permissions.${tool};
      };
    }) (builtins.attrNames agent.permissions);
    # OpenCode's `*` covers these too, ours does not.
    uncovered =
      if agent.permissions ? "*"
      then {
        external_directory = "ask";
        doom_loop = "ask";
      }
      else {};
  in
    uncovered // builtins.listToAttrs entries;
in
  # `agents` as loadAgents gives them; `models` by name of agent.
  {
    agents,
    models ? {},
    defaultModel ? null,
  }: let
    keyOf = builtins.mapAttrs (name: agent: agent.display_name or name) agents;
    optional = condition: attributes:
      if condition
      then attributes
      else {};
    convert = name: let
      agent = agents.${name};
      model = models.${name} or defaultModel;
    in {
      name = keyOf.${name};
      value =
        {
          description =
            if endsWith "." agent.description
            then agent.description
            else "${agent.description}.";
          inherit (agent) mode;
          prompt = "{file:./prompts/${name}.txt}";
        }
        // optional (model != null) {inherit model;}
        // optional (agent ? max_turns) {steps = agent.max_turns;}
        // optional (agent.permissions != {}) {permission = permissionOf keyOf agent;};
    };
    converted = map convert (builtins.attrNames agents);
    result = builtins.listToAttrs converted;
    strangers = builtins.filter (name: !(agents ? ${name})) (builtins.attrNames models);
  in
    if strangers != []
    then throw "canonry: there is no agent \"${builtins.head strangers}\" to choose a model for"
    else if builtins.length (builtins.attrNames result) != builtins.length converted
    then throw "canonry: two agents have one display_name, and agents.json is keyed by it"
    else result
