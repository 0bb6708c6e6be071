# What canonry uses of nixpkgs' pkgs, made of the programs of this machine: for builds without a sandbox.
{
  system ? builtins.currentSystem,
  # Where bin/node is.
  nodejs ? "/usr/local",
}: let
  lib = import ./lib.nix;
  runCommand = name: environment: script: let
    inputs = environment.nativeBuildInputs or [];
    path = map (input: "${input}/bin") (inputs ++ [nodejs "/usr" ""]);
  in
    derivation (environment
      // {
        inherit name script system;
        builder = "/bin/bash";
        args = ["-euc" "eval \"$script\""];
        PATH = builtins.concatStringsSep ":" path;
      });
in {
  inherit lib nodejs runCommand;

  linkFarm = name: entries:
    runCommand name {} (builtins.concatStringsSep "\n" (["mkdir -p $out"] ++ map ({
      name,
      path,
    }: "ln -s '${path}' $out/'${name}'")
    entries));

  alejandra = runCommand "alejandra" {} "mkdir -p $out/bin";
}
