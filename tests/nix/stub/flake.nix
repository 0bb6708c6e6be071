{
  description = "As much of nixpkgs as canonry's flake uses, for tests without a network";

  outputs = {self}: let
    lib = import ./lib.nix;
    systems = ["x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin"];
  in {
    inherit lib;
    legacyPackages = lib.genAttrs systems (system: import ./pkgs.nix {inherit system;});
  };
}
