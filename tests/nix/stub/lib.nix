# What canonry uses of the libraries of nixpkgs and home-manager, with the same meaning.
rec {
  genAttrs = names: value:
    builtins.listToAttrs (map (name: {
        inherit name;
        value = value name;
      })
      names);
  filterAttrs = keep: attributes:
    builtins.removeAttrs attributes (builtins.filter (name: !keep name attributes.${name}) (builtins.attrNames attributes));

  fetchers.proxyImpureEnvVars = ["http_proxy" "https_proxy" "no_proxy"];

  inherit (import ./modules.nix) evalModules mkEnableOption mkIf mkMerge mkOption types;

  hm.dag = let
    entry = before: after: data: {inherit after before data;};
  in {
    entryBefore = before: entry before [];
    entryAfter = after: entry [] after;
  };
}
