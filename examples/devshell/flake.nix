{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  # In a project of your own: where you have canonry from.
  inputs.canonry.url = "path:../..";
  inputs.canonry.inputs.nixpkgs.follows = "nixpkgs";

  outputs = {
    self,
    nixpkgs,
    canonry,
  }: let
    forEachSystem = output:
      nixpkgs.lib.genAttrs ["x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin"]
      (system: output nixpkgs.legacyPackages.${system});
  in {
    # Whoever enters the shell has the agents as they are defined here.
    devShells = forEachSystem (pkgs: {
      default = pkgs.mkShell {
        packages = [canonry.packages.${pkgs.stdenv.hostPlatform.system}.default];
        shellHook = canonry.lib.agents.shellHookForTool {
          inherit pkgs;
          agentsInput = self;
          tool = "opencode";
          # What is rendered is committed here, for people without Nix.
          gitignore = false;
        };
      };
    });

    # `nix flake check` fails when somebody has forgotten to enter the shell before a commit.
    checks = forEachSystem (pkgs: {
      agents = canonry.lib.agents.checkDrift {
        inherit pkgs;
        src = self;
      };
    });
  };
}
