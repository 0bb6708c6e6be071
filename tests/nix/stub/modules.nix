# A module system as small as canonry's modules allow: options, conditions, merging, and types that check.
let
  inherit (builtins) all any attrNames concatMap filter foldl' head isAttrs isBool isFunction isList isPath isString listToAttrs mapAttrs;

  typeOf = value: value._type or "";
  isProperty = value: isAttrs value && builtins.elem (typeOf value) ["if" "merge"];

  # Conditions go down to the values, so that asking for one value forces no other.
  pushDown = definition:
    if !isProperty definition
    then [definition]
    else if typeOf definition == "merge"
    then concatMap pushDown definition.contents
    else map (mapAttrs (_: mkIf definition.condition)) (pushDown definition.content);
  discharge = definition:
    if !isProperty definition
    then [definition]
    else if typeOf definition == "merge"
    then concatMap discharge definition.contents
    else if definition.condition
    then discharge definition.content
    else [];

  mkIf = condition: content: {
    _type = "if";
    inherit condition content;
  };
  namesOf = attributeSets: attrNames (foldl' (a: b: a // b) {} attributeSets);
  valuesAt = name: concatMap (attributes:
    if attributes ? ${name}
    then [attributes.${name}]
    else []);

  equal = where: values:
    if all (value: value == head values) values
    then head values
    else throw "${where} is defined twice, and differently";
  plain = name: check: {
    inherit check name;
    merge = equal;
  };

  mergeWith = type: where: definitions: let
    values = concatMap discharge definitions;
    wrong = filter (value: !type.check value) values;
  in
    if wrong != []
    then throw "${where} is no ${type.name}"
    else type.merge where values;

  evaluate = where: options: definitions:
    if typeOf options == "option"
    then
      if concatMap discharge definitions != []
      then mergeWith options.type where definitions
      else if options ? default
      then mergeWith options.type where [options.default]
      else throw "${where} is used and not defined"
    else let
      pushed = concatMap pushDown definitions;
      strangers = filter (name: !(options ? ${name})) (namesOf pushed);
    in
      if strangers != []
      then throw "there is no option ${where}.${head strangers}"
      else mapAttrs (name: option: evaluate "${where}.${name}" option (valuesAt name pushed)) options;

  # The options of all modules as one tree.
  mergeTrees = a: b:
    b
    // mapAttrs (name: value:
      if b ? ${name}
      then mergeTrees value b.${name}
      else value)
    a;
in rec {
  inherit mkIf;
  mkMerge = contents: {
    _type = "merge";
    inherit contents;
  };
  mkOption = attributes: attributes // {_type = "option";};
  mkEnableOption = name:
    mkOption {
      type = types.bool;
      default = false;
      description = "Whether to enable ${name}.";
    };

  types = rec {
    raw = plain "value" (_: true);
    str = plain "text" isString;
    bool = plain "true or false" isBool;
    int = plain "whole number" builtins.isInt;
    enum = values: plain "one of ${builtins.concatStringsSep ", " values}" (value: builtins.elem value values);
    nullOr = type: {
      inherit (type) name;
      check = value: value == null || type.check value;
      merge = where: values: let
        given = filter (value: value != null) values;
      in
        if given == []
        then null
        else type.merge where given;
    };
    submodule = {options}: {
      name = "attribute set";
      check = isAttrs;
      merge = where: evaluate where options;
    };
    path = plain "path" (value: isPath value || (isString value && builtins.substring 0 1 value == "/"));
    oneOf = choices:
      plain (builtins.concatStringsSep " or " (map ({name, ...}: name) choices)) (value: any ({check, ...}: check value) choices);
    listOf = type: {
      name = "list";
      check = value: isList value && all type.check value;
      merge = _: builtins.concatLists;
    };
    attrsOf = type: {
      name = "attribute set";
      check = isAttrs;
      merge = where: values: let
        pushed = concatMap pushDown values;
      in
        listToAttrs (map (name: {
          inherit name;
          value = mergeWith type "${where}.${name}" (valuesAt name pushed);
        }) (namesOf pushed));
    };
  };

  evalModules = {
    modules,
    specialArgs ? {},
  }: let
    load = module: let
      value =
        if isPath module
        then import module
        else module;
      applied =
        if isFunction value
        then value (specialArgs // {inherit config;})
        else value;
    in
      concatMap load (applied.imports or []) ++ [applied];
    loaded = concatMap load modules;
    options = foldl' mergeTrees {} (map (module: module.options or {}) loaded);
    definitionsOf = module: module.config or (removeAttrs module ["imports" "options"]);
    config = evaluate "config" options (map definitionsOf loaded);
  in {inherit config options;};
}
