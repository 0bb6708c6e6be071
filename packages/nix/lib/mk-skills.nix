# Skills of one's own and of others in one directory of links. One's own win; of others no two may have one name.
let
  inherit (import ./source.nix) directoriesIn nameOf rootOf;

  isVisible = name: builtins.substring 0 1 name != ".";

  skillsIn = directory: let
    names = builtins.filter isVisible (directoriesIn directory);
    pathOf = name:
      if builtins.pathExists (directory + "/${name}/SKILL.md")
      then directory + "/${name}"
      else throw "canonry: ${nameOf directory}/${name} has no SKILL.md";
  in
    if builtins.pathExists directory
    then
      builtins.listToAttrs (map (name: {
          inherit name;
          value = pathOf name;
        })
        names)
    else throw "canonry: there is no directory ${nameOf directory}";

  externalSkillsIn = {
    src,
    skillsDir ? "skills",
    selectSkills ? null,
  }: let
    directory = rootOf src + "/${skillsDir}";
    skills = skillsIn directory;
    unknown = builtins.filter (name: !(skills ? ${name})) selectSkills;
  in
    if selectSkills == null
    then skills
    else if unknown != []
    then throw "canonry: there is no skill \"${builtins.head unknown}\" in ${nameOf directory}; there are ${builtins.concatStringsSep ", " (builtins.attrNames skills)}"
    else builtins.intersectAttrs (builtins.listToAttrs (map (name: {
        inherit name;
        value = null;
      })
      selectSkills))
    skills;

  addExternal = known: external: let
    twice = builtins.attrNames (builtins.intersectAttrs known external);
  in
    if twice == []
    then known // external
    else throw "canonry: two of the external skills are called ${builtins.head twice}; choose one with selectSkills";
in rec {
  # Paths by name of skill.
  collectSkills = {
    customSkills ? null,
    externalSkills ? [],
  }: let
    external = builtins.foldl' addExternal {} (map externalSkillsIn externalSkills);
    custom =
      if customSkills == null
      then {}
      else skillsIn (rootOf customSkills);
  in
    external // custom;

  mkSkills = {
    pkgs,
    customSkills ? null,
    externalSkills ? [],
  }: let
    skills = collectSkills {inherit customSkills externalSkills;};
  in
    pkgs.linkFarm "skills" (map (name: {
      inherit name;
      # A path becomes a copy in the store, named as the skill.
      path = "${skills.${name}}";
    }) (builtins.attrNames skills));
}
