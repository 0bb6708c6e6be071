# The Nix library of canonry. `lib` is that of nixpkgs. Everything is pure, and nothing is built to load agents.
{lib}: let
  loading = import ./lib/load-agents.nix;
  skills = import ./lib/mk-skills.nix;
  rules = import ./lib/mk-coding-rules.nix;
  agentsJson = import ./lib/agents-json.nix;
  rendering = import ./lib/render.nix;
  inherit (import ./lib/source.nix) projectOf rootOf;

  # What canonry.toml says about models, for OpenCode.
  modelsOf = root: let
    models = (projectOf root).models or {};
  in
    lib.filterAttrs (_: builtins.isString) models // models.opencode or {};

  renderFor = tool: arguments: rendering.renderForTool (arguments // {inherit tool;});
in rec {
  inherit (rules) mkCodingRules;
  inherit (skills) mkSkills;
  mkOpencodeSkills = mkSkills;
  mkOpencodeRules = builtins.trace "canonry: mkOpencodeRules is deprecated, use mkCodingRules" mkCodingRules;

  agents = {
    inherit (loading) loadAgentsFrom loadCanonical;
    inherit (rendering) checkDrift renderForTool shellHookForTool;
    renderForOpencode = renderFor "opencode";
    renderForClaudeCode = renderFor "claude-code";
    renderForPi = renderFor "pi";

    # agents.json of any input; that of the flake is lib.mkAgentsJson.
    mkAgentsJsonFrom = {
      agentsInput,
      models ? {},
      defaultModel ? null,
    }:
      agentsJson {
        agents = loading.loadCanonical {inherit agentsInput;};
        models = modelsOf (rootOf agentsInput) // models;
        inherit defaultModel;
      };
  };
  coding-rules = {inherit mkCodingRules;};
  opencode-rules = {inherit mkOpencodeRules;};
}
