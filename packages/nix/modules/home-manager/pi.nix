import ./module-for.nix "pi"
