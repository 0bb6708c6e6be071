# What canonry uses of nixpkgs' lib, with the same meaning.
rec {
  genAttrs = names: value:
    builtins.listToAttrs (map (name: {
        inherit name;
        value = value name;
      })
      names);
  filterAttrs = keep: attributes:
    builtins.removeAttrs attributes (builtins.filter (name: !keep name attributes.${name}) (builtins.attrNames attributes));
}
