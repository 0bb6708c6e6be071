# The home-manager module of one tool: its agents and skills as links, its part of shared files merged on activation.
tool: {
  config,
  lib,
  pkgs,
  ...
}: let
  inherit (lib) mkEnableOption mkIf mkMerge mkOption types;
  inherit (import ../../lib/load-agents.nix) loadCanonical;
  inherit (import ../../lib/mk-skills.nix) collectSkills;
  inherit (import ../../lib/source.nix) rootOf;
  home = import ../../lib/home.nix;

  places = (import ../../lib/tools.nix).${tool};
  cfg = config.coding.agents.${tool};
  rendering = {
    inherit pkgs tool;
    inherit (cfg) agentsInput modelOverrides options;
  };

  root = rootOf cfg.agentsInput;
  ownSkills = builtins.listToAttrs (map (name: {
    inherit name;
    value = root + "/skills/${name}";
  }) (builtins.concatMap ({skills, ...}: skills) (builtins.attrValues (loadCanonical {inherit (cfg) agentsInput;}))));
  skills = (collectSkills {externalSkills = cfg.externalSkills or [];}) // ownSkills;

  linked = home.linkedFor (rendering // {skills = builtins.attrNames ownSkills;});
  link = target: source: {
    name = target;
    value = {
      inherit source;
      recursive = true;
    };
  };
  directoryLinks = map (directory: link directory "${linked}/${directory}") places.directories;
  skillLinks = map (name: link "${places.skills}/${name}" skills.${name}) (builtins.attrNames skills);
in {
  options.coding.agents.${tool} =
    {
      enable = mkEnableOption "agents for ${tool}";
      agentsInput = mkOption {
        type = types.raw;
        description = "A flake input or a path with agents/ and, where there is one, canonry.toml.";
      };
      modelOverrides = mkOption {
        type = types.attrsOf types.str;
        default = {};
        example = {reviewer = "anthropic/claude-sonnet-4-5";};
        description = "Models of this machine by name of agent, above those of canonry.toml.";
      };
      options = mkOption {
        type = types.attrsOf (types.oneOf [types.str types.bool (types.listOf types.str)]);
        default = {};
        description = "The section [targets.${tool}] of canonry.toml, above what is written there. Its scope is always \"user\".";
      };
    }
    // (
      if places.takesExternalSkills
      then {
        externalSkills = mkOption {
          type = types.listOf types.raw;
          default = [];
          description = "Skills of others, as mkSkills takes them. Those that agents name win.";
        };
      }
      else {}
    );

  config = mkMerge [
    (mkIf cfg.enable {
      home.file = builtins.listToAttrs (directoryLinks ++ skillLinks);
      # Nothing is linked where the shared files could not be merged: they may hold what forbids.
      home.activation = {
        "canonry-${tool}-check" = lib.hm.dag.entryBefore ["writeBoundary"] (home.checkFor rendering);
        "canonry-${tool}" = lib.hm.dag.entryAfter ["linkGeneration"] (home.mergeFor rendering);
      };
    })
    (mkIf (!cfg.enable) {
      home.activation."canonry-${tool}" = lib.hm.dag.entryAfter ["writeBoundary"] (home.reminderFor tool);
    })
  ];
}
