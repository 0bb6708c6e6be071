# What the home-manager modules are made of.
let
  inherit (import ./prepared-source.nix) preparedSource;
  inherit (import ./render.nix) canonryFor renderForTool;
  inherit (import ./source.nix) quoted rootOf;
  inherit (builtins) attrNames concatStringsSep filter pathExists;
  tools = import ./tools.nix;

  forUser = arguments: arguments // {options = arguments.options // {scope = "user";};};

  # Only what goes into files that people share with canonry. The rest is linked. Where this is the home of the one who runs it,
  # canonry records which source something is of; here that is another store path each time, and always the same source.
  command = arguments: let
    source = preparedSource (forUser arguments);
  in "env HOME=/homeless-shelter ${quoted "${canonryFor arguments.pkgs}/bin/canonry"} render -t ${arguments.tool} --parts shared --config ${quoted "${source}/canonry.toml"} --out \"$HOME\"";

  # Says what canonry says only where something is wrong.
  quietly = line: ''
    if ! said=$(${line} 2>&1); then
      printf '%s\n' "$said" >&2
      exit 1
    fi
  '';
in {
  # The directories that home-manager links, with everything of a rendering that is a file of its own.
  linkedFor = arguments @ {
    pkgs,
    tool,
    agentsInput,
    skills,
    ...
  }: let
    places = tools.${tool};
    root = rootOf agentsInput;
    whole = renderForTool (removeAttrs (forUser arguments) ["skills"] // {parts = "whole";});
    present = filter (name: pathExists (root + "/${name}")) (attrNames places.besides);
    copy = name: ''
      mkdir -p rest/${places.besides.${name}}
      cp -r --no-preserve=mode ${"${root + "/${name}"}"}/. rest/${places.besides.${name}}
    '';
    # A skill is linked from its source, for all tools that read it: so it has to be the same.
    takeSkill = name: ''
      diff -r rest/${places.skills}/${name} ${"${root + "/skills/${name}"}"}
      rm -r rest/${places.skills}/${name}
    '';
    take = directory: ''
      mkdir -p rest/${directory} "$out/${dirOf directory}"
      mv rest/${directory} "$out/${directory}"
    '';
  in
    pkgs.runCommand "canonry-${tool}-home" {} ''
      cp -r ${whole} rest
      chmod -R u+w rest
      rm -r rest/.canonry
      ${concatStringsSep "" (map takeSkill skills)}${concatStringsSep "" (map copy present)}${concatStringsSep "" (map take places.directories)}
      left=$(find rest ! -type d)
      if [ -n "$left" ]; then
        echo "canonry renders for ${tool} what home-manager would not link: $left" >&2
        exit 1
      fi
    '';

  checkFor = arguments: quietly "${command arguments} --dry-run";

  mergeFor = arguments: ''
    if [ -z "''${DRY_RUN+x}" ]; then
    ${quietly (command arguments)}fi
  '';

  # Nothing of canonry is built for a tool that is off, so nothing can be taken back.
  reminderFor = tool: ''
    if grep -qsF '"${tool}"' "$HOME/.canonry/manifest.json"; then
      echo "canonry: ${tool} is off, and its part of shared files is still there; 'canonry clean -t ${tool} --out ~' removes it" >&2
    fi
  '';
}
