# A source as canonry reads it, in the store: what Nix says about a target takes the place of canonry.local.toml.
let
  inherit (import ./source.nix) agentsDirectoriesOf nameOf quoted rootOf;
  inherit (import ./load-agents.nix) loadCanonical;
  inherit (builtins) attrNames concatStringsSep filter isBool isList isString toJSON;

  tools = attrNames (import ./tools.nix);

  # In JSON, texts and lists of texts are spelled as in TOML.
  spell = name: value:
    if isBool value || isString value || (isList value && builtins.all isString value)
    then "${toJSON name} = ${toJSON value}\n"
    else throw "canonry: the option ${name} is neither a text, nor true or false, nor a list of texts";
  section = header: entries: "[${header}]\n" + concatStringsSep "" (map (name: spell name entries.${name}) (attrNames entries));

  checkTool = tool:
    if builtins.elem tool tools
    then tool
    else throw "canonry: there is no tool \"${tool}\"; there are ${concatStringsSep ", " tools}";

  checkModels = agentsInput: models: let
    agents = loadCanonical {inherit agentsInput;};
    strangers = filter (name: !(agents ? ${name})) (attrNames models);
  in
    # Even without a model there have to be agents.
    if agents == {} || strangers == []
    then models
    else throw "canonry: there is no agent \"${builtins.head strangers}\" in ${nameOf agentsInput} to choose a model for";

  # The shell that brings an agents input to $out: only these parts go to the store, not all that lies beside them.
  copyParts = agentsInput: let
    root = rootOf agentsInput;
    parts = filter (part: builtins.pathExists (root + "/${part}")) (["canonry.toml" "skills" "rules" "context"] ++ agentsDirectoriesOf root);
    copy = part: ''
      mkdir -p "$out"/${quoted (dirOf part)}
      cp -r ${quoted "${root + "/${part}"}"} "$out"/${quoted part}
    '';
  in ''
    mkdir -p "$out"
    ${concatStringsSep "" (map copy parts)}
    if [ ! -e "$out/canonry.toml" ]; then echo "# Nothing is said but what Nix says." >"$out/canonry.toml"; fi
  '';
in {
  inherit checkTool copyParts;

  preparedSource = {
    pkgs,
    agentsInput,
    tool,
    modelOverrides,
    options,
  }: let
    local = section "targets.${checkTool tool}" options + section "models.${tool}" (checkModels agentsInput modelOverrides);
  in
    pkgs.runCommand "agents-source" {inherit local;} ''
      ${copyParts agentsInput}
      printf '%s' "$local" >"$out/canonry.local.toml"
    '';
}
