# Where an agents input keeps its files. An input is a flake input, a derivation, or a path.
rec {
  rootOf = input:
    if builtins.isAttrs input
    then input.outPath
    else input;

  # As people know it, for messages.
  nameOf = input: builtins.unsafeDiscardStringContext (toString (rootOf input));

  # What canonry.toml says, or nothing.
  projectOf = root: let
    file = root + "/canonry.toml";
  in
    if builtins.pathExists file
    then builtins.fromTOML (builtins.readFile file)
    else {};

  agentsDirectoriesOf = root: let
    isOutside = directory: builtins.match "/.*|(.*/)?[.][.](/.*)?" directory != null;
    directories = (projectOf root).agents or ["agents"];
    outside = builtins.filter isOutside directories;
  in
    if outside == []
    then directories
    else throw "canonry: ${nameOf root}/canonry.toml names ${builtins.head outside}, which is outside of it";

  # A text as a shell takes it for one word.
  quoted = text: "'${builtins.replaceStrings ["'"] ["'\\''"] text}'";

  # The names of the directories in a directory, those that are links included.
  directoriesIn = directory: let
    entries = builtins.readDir directory;
    isDirectory = name: let
      type = entries.${name};
    in
      type == "directory" || (type == "symlink" && builtins.pathExists (directory + "/${name}/."));
  in
    if builtins.pathExists directory
    then builtins.filter isDirectory (builtins.attrNames entries)
    else [];
}
