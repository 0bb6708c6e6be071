import ./module-for.nix "claude-code"
