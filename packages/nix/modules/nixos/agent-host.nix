# The NixOS module of a host: its accounts as NixOS makes accounts, and everything else from the tree that canonry renders.
{
  config,
  lib,
  pkgs,
  ...
}: let
  inherit (builtins) attrNames concatMap elem head listToAttrs pathExists readFile;
  inherit (lib) mkEnableOption mkIf mkOption types;
  inherit (import ../../lib/host-file.nix) accountsOf textOf;
  inherit (import ../../lib/render.nix) canonryFor;
  inherit (import ../../lib/source.nix) nameOf rootOf;
  hostOptions = import ../../lib/host-options.nix {inherit lib;};
  trees = import ../../lib/host-tree.nix;

  cfg = config.services.agent-host;
  file = rootOf cfg.agentsInput + "/hosts/${cfg.name}.toml";
  said = hostOptions.tableOf cfg;
  isSaidHere = said ? agents;
  table =
    if !isSaidHere
    then builtins.fromTOML (readFile file)
    else if pathExists file
    then throw "canonry: hosts/${cfg.name}.toml of ${nameOf cfg.agentsInput} and services.agent-host both say what ${cfg.name} is; keep one of them"
    else said;

  tree = trees.rendered {
    inherit pkgs;
    inherit (cfg) agentsInput name;
    canonry = cfg.package;
    text =
      if isSaidHere
      then textOf table
      else null;
  };
  adapted = trees.adapted {inherit pkgs tree;};

  accounts = accountsOf table;
  forAll = entriesOf: listToAttrs (concatMap entriesOf accounts);
  entry = name: value: {inherit name value;};

  # Units come from the tree; here is only what NixOS does with them.
  onTop = settings: settings // {overrideStrategy = "asDropin";};
  started = target: onTop {wantedBy = [target];};

  stores = {
    agenix = config.age.secrets or {};
    sops = config.sops.secrets or {};
  };
  store = table.secrets.source or "systemd-creds";
  # Whoever else can read a secret has it.
  checkSecret = user: name: let
    secret = stores.${store}.${name} or null;
  in {
    assertion =
      !(stores ? ${store})
      || (secret != null && elem secret.mode ["0400" "400"] && elem secret.owner [null "0" "root" user]);
    message = "canonry: ${store} has to have a secret ${name} that nobody but root or ${user} can read (mode 0400)";
  };
  # What would give an agent the whole machine.
  checkGroups = {user, ...}: let
    powerful = ["wheel" "docker" "podman" "incus-admin" "lxd" "libvirtd" "disk" "shadow" "systemd-journal" "agents-audit"];
    groups = config.users.users.${user}.extraGroups;
    found = builtins.filter (group: elem user (config.users.groups.${group}.members or []) || elem group groups) powerful;
  in {
    assertion = found == [];
    message = "canonry: ${user} is in the group ${head (found ++ [""])}, which would take away what keeps it in";
  };
in {
  options.services.agent-host =
    {
      enable = mkEnableOption "agents with accounts of their own on this machine";
      agentsInput = mkOption {
        type = types.raw;
        description = "A flake input or a path with agents/ and, where there is one, canonry.toml.";
      };
      name = mkOption {
        type = types.str;
        default = config.networking.hostName;
        description = "The host. Where services.agent-host.agents says nothing, hosts/NAME.toml of the input says all.";
      };
      package = mkOption {
        type = types.raw;
        default = canonryFor pkgs;
        description = "The canonry that renders.";
      };
      path = mkOption {
        type = types.listOf types.raw;
        default = [pkgs.git pkgs.nodejs pkgs.openssh];
        description = "Programs that agents find, in units and in logins: harnesses belong here. Guards need node.";
      };
    }
    // hostOptions.options;

  config = mkIf cfg.enable {
    users.users = forAll ({
      user,
      uid,
      fullName,
      ...
    }: [
      (entry user {
        inherit uid;
        isNormalUser = true;
        description = fullName;
        group = user;
        extraGroups = ["agents"];
        home = "/home/${user}";
        # The file system of the home is up to the machine; what is in it, systemd-tmpfiles and the units make.
        createHome = false;
        homeMode = "700";
        hashedPassword = "!";
        shell = pkgs.bashInteractive;
        autoSubUidGidRange = false;
        packages = cfg.path;
      })
    ]);
    users.groups =
      forAll ({
        user,
        uid,
        ...
      }: [(entry user {gid = uid;})])
      // {
        agents.gid = 4000;
        agents-audit.gid = 3999;
      };

    systemd.packages = [adapted];
    systemd.tmpfiles.packages = [adapted];
    systemd.services =
      forAll ({
        services,
        runs,
        ...
      }:
        map (name: entry name (started "multi-user.target" // {restartTriggers = [adapted];})) services
        ++ map (name: entry name (onTop {inherit (cfg) path;})) runs)
      // {
        # Who needs it would be stopped with it, so it is not started anew: one transaction brings new rules.
        agent-host-egress = started "multi-user.target" // {reloadTriggers = [adapted];};
        # Not services.logrotate: that may be off, and may not change what can only grow.
        agent-host-logrotate = {
          description = "Rotation of what agents did";
          startAt = "daily";
          serviceConfig = {
            Type = "oneshot";
            StateDirectory = "agent-host-logrotate";
            ExecStart = "${pkgs.logrotate}/sbin/logrotate -s /var/lib/agent-host-logrotate/status ${adapted}/etc/logrotate.d/agent-host";
          };
        };
      };
    systemd.timers = forAll ({runs, ...}: map (name: entry name (started "timers.target")) runs);

    environment.etc = listToAttrs (map (path: entry path {source = "${adapted}/etc/${path}";}) [
      "agent-host/homes"
      "agent-host/lib"
      "nftables.d/agent-host.nft"
    ]);

    assertions = map checkGroups accounts ++ concatMap ({user, secrets, ...}: map (checkSecret user) secrets) accounts;
  };
}
