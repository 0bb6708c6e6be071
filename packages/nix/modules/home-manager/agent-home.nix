# The home of one agent where home-manager makes it, on a machine that canonry gives no units: the same files as links.
{
  config,
  lib,
  pkgs,
  ...
}: let
  inherit (lib) mkEnableOption mkIf mkOption types;
  inherit (import ../../lib/render.nix) canonryFor;
  trees = import ../../lib/host-tree.nix;
  cfg = config.coding.agentHome;
in {
  options.coding.agentHome = {
    enable = mkEnableOption "the home of an agent";
    agentsInput = mkOption {
      type = types.raw;
      description = "A flake input or a path with agents/ and hosts/.";
    };
    host = mkOption {
      type = types.str;
      description = "The host of hosts/NAME.toml that has the account.";
    };
    agent = mkOption {
      type = types.str;
      description = "The agent whose home this is.";
    };
  };

  config = mkIf cfg.enable {
    home.file.agent-home = {
      target = ".";
      recursive = true;
      source = "${trees.rendered {
        inherit pkgs;
        inherit (cfg) agentsInput;
        name = cfg.host;
        text = null;
        canonry = canonryFor pkgs;
      }}/etc/agent-host/homes/${cfg.agent}";
    };
  };
}
