# What canonry renders, as derivations, and shell hooks that bring it into a project.
let
  inherit (import ./prepared-source.nix) preparedSource;
  inherit (import ./source.nix) quoted;
  canonryFor = pkgs: import ../package.nix {inherit pkgs;};

  sourceFrom = arguments: options:
    preparedSource {
      inherit (arguments) pkgs agentsInput tool;
      inherit options;
      modelOverrides = arguments.modelOverrides or {};
    };
in rec {
  inherit canonryFor;

  # Everything that is rendered for a tool; `options` is its section of canonry.toml.
  renderForTool = arguments @ {
    pkgs,
    agentsInput,
    tool,
    modelOverrides ? {},
    options ? {},
    parts ? null,
    canonry ? canonryFor pkgs,
  }: let
    source = sourceFrom arguments options;
    onlyParts =
      if parts == null
      then ""
      else "--parts ${parts}";
  in
    pkgs.runCommand "canonry-${tool}" {nativeBuildInputs = [canonry];} ''
      mkdir -p "$out"
      canonry render -t ${tool} --config ${source}/canonry.toml ${onlyParts} --out "$out"
    '';

  # Renders into the project in whose shell one is, as `canonry render` does there. What is foreign stays.
  shellHookForTool = arguments @ {
    pkgs,
    agentsInput,
    tool,
    modelOverrides ? {},
    options ? {},
    gitignore ? true,
    canonry ? canonryFor pkgs,
  }: let
    inProject =
      if (options.scope or "project") == "project"
      then options // {scope = "project";}
      else throw "canonry: a shell hook writes into a project; options.scope cannot be \"${options.scope}\"";
    source = sourceFrom arguments inProject;
    whole = renderForTool ((removeAttrs arguments ["gitignore"])
      // {
        options = inProject;
        parts = "whole";
      });
    ignored = pkgs.runCommand "canonry-${tool}-gitignore" {} ''
      cd ${whole}
      # What a pattern would take for more than itself gets a backslash.
      { echo /.canonry/; find . -path ./.canonry -prune -o ! -type d -print | sed -e 's|^\.||' -e 's/[][*?!#\\ ]/\\&/g' | LC_ALL=C sort; } >$out
    '';
    ignore = ''
      ignored=${quoted "${ignored}"}
      ${builtins.readFile ./add-ignored.sh}'';
  in ''
    (
    ${builtins.readFile ./enter-project.sh}
    canonry=${quoted "${canonry}/bin/canonry"} tool=${quoted tool} source=${quoted "${source}"}
    ${builtins.readFile ./render-here.sh}
    ${
      if gitignore
      then ignore
      else ""
    }
    ) || true
  '';

  # Fails when what is committed in `src` is not what canonry renders from it.
  checkDrift = {
    pkgs,
    src,
    canonry ? canonryFor pkgs,
  }:
    pkgs.runCommand "canonry-check" {nativeBuildInputs = [canonry];} ''
      canonry check --config ${src}/canonry.toml >"$out"
    '';
}
