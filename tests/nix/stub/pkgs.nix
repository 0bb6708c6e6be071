# What canonry uses of nixpkgs' pkgs, made of the programs of this machine: for builds without a sandbox.
{
  system ? builtins.currentSystem,
  # Where bin/node is, and where npm has installed what is pinned. Pure evaluation knows neither, and needs neither.
  nodejs ? builtins.getEnv "CANONRY_NODE",
  repository ? builtins.getEnv "CANONRY_REPOSITORY",
}: let
  lib = import ./lib.nix;
  # What is fetched is packed from what npm has installed: other bytes with the same files, so their hash is not asked for here,
  # but of the lock file, by the npm in ./bin.
  offline = attributes:
    removeAttrs attributes ["meta" "outputHash" "outputHashMode" "impureEnvVars"]
    // lib.filterAttrs (_: value: value != null) {
      integrity = attributes.outputHash or null;
      CANONRY_REPOSITORY = repository;
    };
  runCommand = name: attributes: script: let
    environment = offline attributes;
    inputs = environment.nativeBuildInputs or [];
    path = ["${./bin}"] ++ map (input: "${input}/bin") (inputs ++ [nodejs "/usr" ""]);
  in
    derivation (environment
      // {
        inherit name script system;
        builder = "/bin/bash";
        args = ["-euc" "eval \"$script\""];
        PATH = builtins.concatStringsSep ":" path;
      });
  program = name: runCommand name {} "mkdir -p $out/bin";
in {
  inherit lib nodejs runCommand;

  stdenv.hostPlatform = rec {
    inherit system;
    isLinux = !isDarwin;
    isDarwin = builtins.match ".*-darwin" system != null;
    isAarch64 = builtins.match "aarch64-.*" system != null;
    isMusl = false;
  };

  mkShell = {
    packages ? [],
    shellHook ? "",
  }:
    runCommand "shell" {
      inherit shellHook;
      outputs = ["out"];
      nativeBuildInputs = packages;
    } "export >$out";

  linkFarm = name: entries:
    runCommand name {} (builtins.concatStringsSep "\n" (["mkdir -p $out"]
      ++ map ({
        name,
        path,
      }: "ln -s '${path}' $out/'${name}'")
      entries));

  # What a test of NixOS would be asked; there is no machine here.
  testers.runNixOSTest = test: runCommand test.name {inherit (test) testScript;} "printf '%s' \"$testScript\" >$out";

  alejandra = program "alejandra";
  bashInteractive = program "bash-interactive";
  cacert = program "cacert";
  e2fsprogs = program "e2fsprogs";
  git = program "git";
  logrotate = program "logrotate";
  nftables = program "nftables";
  nmap = program "nmap";
  openssh = program "openssh";
  shellcheck = program "shellcheck";
}
