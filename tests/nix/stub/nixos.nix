# The options of NixOS that canonry's module sets, and none besides: what is misspelt there is no option.
{lib}: let
  inherit (lib) mkOption types;
  inherit (types) attrsOf bool enum int listOf nullOr raw str submodule;
  anything = type: default: mkOption {inherit default type;};
  none = anything (nullOr raw) null;
  list = anything (listOf raw) [];
  set = options: anything (attrsOf (submodule {inherit options;})) {};

  unit = {
    overrideStrategy = anything (enum ["asDropinIfExists" "asDropin"]) "asDropinIfExists";
    wantedBy = anything (listOf str) [];
  };
in {
  options = {
    assertions = list;
    environment.etc = set {source = anything raw null;};
    environment.systemPackages = list;
    networking.hostName = anything str "nixos";
    systemd.packages = list;
    systemd.tmpfiles.packages = list;
    systemd.services = set (unit
      // {
        description = none;
        path = list;
        reloadTriggers = list;
        restartTriggers = list;
        serviceConfig = anything (attrsOf raw) {};
        startAt = none;
      });
    systemd.timers = set unit;
    users.users = set {
      autoSubUidGidRange = anything bool true;
      createHome = anything bool true;
      description = anything str "";
      extraGroups = anything (listOf str) [];
      group = anything str "users";
      hashedPassword = none;
      home = anything str "/var/empty";
      homeMode = anything str "700";
      isNormalUser = anything bool false;
      packages = list;
      shell = none;
      uid = anything (nullOr int) null;
    };
    users.groups = set {
      gid = anything (nullOr int) null;
      members = anything (listOf str) [];
    };
    # Of agenix and of sops-nix.
    age.secrets = anything (attrsOf raw) {};
    sops.secrets = anything (attrsOf raw) {};
  };
}
