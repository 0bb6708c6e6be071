import ./module-for.nix "opencode"
