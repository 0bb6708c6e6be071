# What canonry uses of nixpkgs' pkgs, made of the programs of this machine: for builds without a sandbox.
{
  system ? builtins.currentSystem,
  # Where bin/node is.
  nodejs ? "/usr/local",
}: let
  lib = import ./lib.nix;
  repository = ../../..;
  locked = (builtins.fromJSON (builtins.readFile (repository + "/package-lock.json"))).packages;
  runCommand = name: attributes: script: let
    environment = removeAttrs attributes ["meta"];
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
  program = name: runCommand name {} "mkdir -p $out/bin";
in {
  inherit lib nodejs runCommand;

  stdenv.hostPlatform = {
    isDarwin = builtins.match ".*-darwin" system != null;
    isAarch64 = builtins.match "aarch64-.*" system != null;
    isMusl = false;
  };

  # What has this hash in the lock file is what npm has checked and installed there.
  fetchurl = {
    url,
    hash,
  }: let
    isMeant = path: (locked.${path}.integrity or null) == hash && builtins.pathExists (repository + "/${path}");
    places = builtins.filter isMeant (builtins.attrNames locked);
    installed = "${toString repository}/${builtins.head places}";
    inherit (builtins.fromJSON (builtins.readFile "${installed}/package.json")) name version;
  in
    if places == [] || url != "https://registry.npmjs.org/${name}/-/${baseNameOf name}-${version}.tgz"
    then throw "${url} is not what npm has installed"
    else runCommand (baseNameOf url) {} "tar -C ${installed} --transform 's,^[.],package,' -czf $out .";

  mkShell = {packages}: runCommand "shell" {nativeBuildInputs = packages;} "export >$out";

  linkFarm = name: entries:
    runCommand name {} (builtins.concatStringsSep "\n" (["mkdir -p $out"] ++ map ({
      name,
      path,
    }: "ln -s '${path}' $out/'${name}'")
    entries));

  alejandra = program "alejandra";
  git = program "git";
  shellcheck = program "shellcheck";
}
