# hosts/NAME.toml: as text, and what of it a machine has to know before anything is built.
let
  inherit (builtins) attrNames bitAnd bitXor concatStringsSep foldl' genList isAttrs isList listToAttrs stringLength substring toJSON;

  letters = text: genList (index: substring index 1 text) (stringLength text);

  # In JSON, texts, numbers, and true and false are spelled as in TOML.
  inline = value:
    if isAttrs value
    then "{ ${concatStringsSep ", " (map (key: "${toJSON key} = ${inline value.${key}}") (attrNames value))} }"
    else if isList value
    then "[${concatStringsSep ", " (map inline value)}]"
    else toJSON value;

  codes = first: text:
    listToAttrs (genList (index: {
      name = substring index 1 text;
      value = first + index;
    }) (stringLength text));
  codeOf = codes 45 "-" // codes 48 "0123456789" // codes 97 "abcdefghijklmnopqrstuvwxyz";

  # The same hash as in core/src/host/default-uid.ts: 32 bits of FNV-1a, in integers of 64.
  hash = foldl' (sum: letter: bitAnd ((bitXor sum codeOf.${letter}) * 16777619) 4294967295) 2166136261;
  modulo = a: b: a - b * (a / b);
in rec {
  leastUid = 4001;
  mostDefaultUid = 9999;
  defaultUid = name: leastUid + modulo (hash (letters name)) (mostDefaultUid - leastUid + 1);

  textOf = table: concatStringsSep "" (map (key: "${toJSON key} = ${inline table.${key}}\n") (attrNames table));

  # The accounts of a table, each with what a machine has to know.
  accountsOf = {agents ? {}, ...}:
    map (name: let
      account = agents.${name};
      loop = account.task_loop or {};
      isLooping = (loop.enable or true) && loop ? exec;
      hasSsh = account.ssh.enable or false;
      user = "agent-${name}";
    in {
      inherit name user;
      fullName = account.full_name;
      uid = account.uid or (defaultUid name);
      # What starts by itself, and with what.
      services =
        ["${user}-home"]
        ++ (
          if hasSsh
          then ["${user}-ssh-agent"]
          else []
        );
      runs =
        if isLooping
        then ["${user}-task-loop" "${user}-scheduler"]
        else [];
      # Of runs, where there are any.
      secrets = map (secret: "${user}-${secret}") (
        (
          if hasSsh
          then ["ssh-key" "ssh-passphrase"]
          else []
        )
        ++ (
          if isLooping && (account.mail.enable or false)
          then ["mail-password"]
          else []
        )
        ++ (
          if isLooping && (account.bitwarden.enable or false)
          then ["bitwarden-client-secret"]
          else []
        )
        ++ (
          if isLooping && (account.tailscale.enable or false)
          then ["tailscale-auth-key"]
          else []
        )
      );
    }) (attrNames agents);
}
