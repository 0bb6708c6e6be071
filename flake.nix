{
  description = "Write an agent once; compile it to every coding-agent harness";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = {
    self,
    nixpkgs,
  }: let
    inherit (nixpkgs) lib;
    systems = ["x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin"];
    forEachSystem = output: lib.genAttrs systems (system: output nixpkgs.legacyPackages.${system});
    canonry = import ./packages/nix {inherit lib;};
  in {
    # Needs no system: values and functions over plain files.
    lib =
      canonry
      // {
        loadAgents = canonry.agents.loadAgentsFrom ./.;
        agentsJson = self.lib.mkAgentsJson {};
        mkAgentsJson = options: canonry.agents.mkAgentsJsonFrom ({agentsInput = ./.;} // options);
      };

    homeManagerModules = let
      modules = ./packages/nix/modules/home-manager;
    in {
      opencode = modules + "/opencode.nix";
      claude-code = modules + "/claude-code.nix";
      pi = modules + "/pi.nix";
      agents = modules;
      default = modules;
    };

    nixosModules = rec {
      agent-host = {imports = [./packages/nix/modules/nixos/agent-host.nix];};
      default = agent-host;
    };

    homeModules.agent-home = ./packages/nix/modules/home-manager/agent-home.nix;

    packages = forEachSystem (pkgs: {default = import ./packages/nix/package.nix {inherit pkgs;};});

    devShells = forEachSystem (pkgs: {
      default = pkgs.mkShell {packages = [pkgs.nodejs pkgs.git pkgs.alejandra pkgs.shellcheck];};
    });

    checks = forEachSystem (pkgs:
      {
        # What is committed is what is rendered.
        devshell = canonry.agents.checkDrift {
          inherit pkgs;
          src = ./examples/devshell;
        };
      }
      // (
        if pkgs.stdenv.hostPlatform.isLinux
        then {os-agents = import ./packages/nix/tests/os-agents.nix {inherit pkgs;};}
        else {}
      ));

    formatter = forEachSystem (pkgs: pkgs.alejandra);
  };
}
