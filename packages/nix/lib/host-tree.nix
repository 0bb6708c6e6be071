# The tree of a host as derivations: as canonry renders it, and as NixOS takes it.
let
  inherit (import ./prepared-source.nix) copyParts;
  inherit (import ./source.nix) quoted rootOf;
  inherit (builtins) attrNames concatStringsSep;
in {
  # `text` takes the place of hosts/NAME.toml; null leaves the one of the input.
  rendered = {
    pkgs,
    agentsInput,
    name,
    text,
    canonry,
  }: let
    file = "hosts/${name}.toml";
    host =
      if text == null
      then ''cp ${quoted "${rootOf agentsInput + "/${file}"}"} "$out"/${quoted file}''
      else ''printf '%s' "$text" >"$out"/${quoted file}'';
    source = pkgs.runCommand "agents-source" {inherit text;} ''
      ${copyParts agentsInput}
      mkdir -p "$out/hosts"
      ${host}
    '';
  in
    pkgs.runCommand "agent-host-${name}" {nativeBuildInputs = [canonry];} ''
      mkdir -p "$out"
      canonry render -t host --host ${quoted name} --config ${source}/canonry.toml --out "$out"
      rm -r "$out/.canonry"
    '';

  # What NixOS makes itself is left out: accounts, what starts by itself, and directories in /etc. Programs are in the store.
  adapted = {
    pkgs,
    tree,
  }: let
    programs = {
      "/usr/bin/chattr" = "${pkgs.e2fsprogs}/bin/chattr";
      "/usr/bin/ssh-add" = "${pkgs.openssh}/bin/ssh-add";
      "/usr/bin/ssh-agent" = "${pkgs.openssh}/bin/ssh-agent";
      "/usr/sbin/nft" = "${pkgs.nftables}/bin/nft";
    };
    replace = path: "-e 's|${path} |${programs.${path}} |g'";
  in
    pkgs.runCommand "${tree.name}-nixos" {} ''
      mkdir -p "$out/lib/tmpfiles.d" "$out/lib/systemd"
      cp -r ${tree}/etc "$out/etc"
      chmod -R u+w "$out"
      mv "$out/etc/systemd/system" "$out/lib/systemd/system"
      rm -r "$out/lib/systemd/system/"*.wants
      grep -v '^d /etc/agent-host' "$out/etc/tmpfiles.d/agent-host.conf" >"$out/lib/tmpfiles.d/agent-host.conf"
      rm -r "$out/etc/systemd" "$out/etc/sysusers.d" "$out/etc/tmpfiles.d"
      machine=("$out/lib" "$out/etc/agent-host/lib" "$out/etc/logrotate.d")
      find "''${machine[@]}" -type f -exec sed -i ${concatStringsSep " " (map replace (attrNames programs))} {} +
      if grep -rnE '(^|[^[:alnum:]_./-])/usr/s?bin/' "''${machine[@]}"; then
        echo 'NixOS has nothing at these paths; name programs by their place in the store' >&2
        exit 1
      fi
    '';
}
