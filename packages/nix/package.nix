# The command: one bundled file, made of this repository and of what package-lock.json pins by hash.
{pkgs}: let
  inherit (builtins) attrNames elem filter fromJSON head isString match readFile split;
  inherit (pkgs) nodejs;
  inherit (pkgs.stdenv) hostPlatform;

  root = ../..;
  locked = (fromJSON (readFile (root + "/package-lock.json"))).packages;
  inherit (fromJSON (readFile (root + "/packages/cli/package.json"))) version;

  # Where Node looks from a package: beside it, and beside everything around it.
  around = path: let
    outer = match "(.*)/node_modules/.+" path;
  in
    [path]
    ++ (
      if path == ""
      then []
      else if outer == null
      then around ""
      else around (head outer)
    );
  placeOf = from: name: let
    below = path:
      if path == ""
      then "node_modules/${name}"
      else "${path}/node_modules/${name}";
  in
    filter (place: locked ? ${place}) (map below (around from));

  # Of what is pinned for other machines, nothing is fetched.
  fits = {
    os ? [],
    cpu ? [],
    libc ? [],
    ...
  }: let
    system =
      if hostPlatform.isDarwin
      then "darwin"
      else "linux";
    processor =
      if hostPlatform.isAarch64
      then "arm64"
      else "x64";
    library =
      if hostPlatform.isMusl
      then "musl"
      else "glibc";
    isFor = wanted: list: list == [] || elem wanted list;
  in
    isFor system os && isFor processor cpu && (system == "darwin" || isFor library libc);

  needsOf = path: let
    entry = locked.${path};
    # The command is bundled, so what it is made of is no dependency of it.
    bundled =
      if path == "packages/cli"
      then entry.devDependencies
      else {};
    names = attrNames ((entry.dependencies or {}) // (entry.optionalDependencies or {}) // bundled);
    found = builtins.concatMap (name: let
      places = placeOf path name;
    in
      if places == []
      then []
      else [(head places)])
    names;
    followed = map (place: locked.${place}.resolved or place) found;
  in
    filter (place: fits locked.${place}) followed;

  closure = map ({key}: key) (builtins.genericClosure {
    startSet = [{key = "packages/cli";} {key = "node_modules/rolldown";}];
    operator = {key}: map (key: {inherit key;}) (needsOf key);
  });
  fetched = filter (path: match ".*node_modules/.*" path != null) closure;
  workspaces = filter (path: locked.${path}.link or false) (attrNames locked);

  # From whatever registry npm is set to: the hash says that it is what the lock file pins.
  tarballOf = path: let
    entry = locked.${path};
    parts = filter isString (split "node_modules/" path);
    name = entry.name or (builtins.elemAt parts (builtins.length parts - 1));
  in
    pkgs.runCommand "${baseNameOf name}-${entry.version}.tgz" {
      nativeBuildInputs = [nodejs pkgs.cacert];
      NODE_EXTRA_CA_CERTS = "${pkgs.cacert}/etc/ssl/certs/ca-bundle.crt";
      impureEnvVars = pkgs.lib.fetchers.proxyImpureEnvVars ++ ["NPM_CONFIG_REGISTRY"];
      outputHash = entry.integrity;
      outputHashMode = "flat";
    } ''
      export HOME=$PWD
      npm pack --silent --ignore-scripts '${name}@${entry.version}'
      mv ./*.tgz "$out"
    '';
  unpack = path: ''
    mkdir -p ${path}
    tar -xzf ${tarballOf path} -C ${path} --strip-components=1
  '';
  link = path: ''
    mkdir -p ${dirOf path}
    ln -s "$PWD/${locked.${path}.resolved}" ${path}
  '';

  src = builtins.path {
    name = "canonry-packages";
    path = root + "/packages";
    filter = path: _: !(elem (baseNameOf path) ["node_modules" "dist" ".turbo" "nix"]);
  };
  lines = builtins.concatStringsSep "";
in
  pkgs.runCommand "canonry-${version}" {
    nativeBuildInputs = [nodejs];
    meta = {
      description = "Write an agent once; compile it to every coding-agent harness";
      mainProgram = "canonry";
    };
  } ''
    mkdir build
    cd build
    cp -r ${src} packages
    chmod -R u+w packages
    ${lines (map unpack fetched)}${lines (map link workspaces)}
    cd packages/cli
    node ../../node_modules/rolldown/bin/cli.mjs -c rolldown.config.mjs
    mkdir -p $out/bin $out/lib/canonry
    cp -r bin dist schema package.json $out/lib/canonry
    chmod +x $out/lib/canonry/bin/canonry.js
    sed -i '1s|.*|#!${nodejs}/bin/node|' $out/lib/canonry/bin/canonry.js
    ln -s ../lib/canonry/bin/canonry.js $out/bin/canonry
  ''
