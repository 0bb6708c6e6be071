# What hosts/NAME.toml may say, as options in camelCase: made of the JSON Schema of that file, so that nothing is said twice.
{lib}: let
  inherit (builtins) attrNames concatMap concatStringsSep elem filter fromJSON genList head isString listToAttrs readFile replaceStrings split stringLength substring tail;
  inherit (lib) mkOption types;

  schema = fromJSON (readFile ../../core/schema/host.schema.json);

  letters = text: genList (index: substring index 1 text) (stringLength text);
  upper = replaceStrings (letters "abcdefghijklmnopqrstuvwxyz") (letters "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  camelCase = key: let
    words = filter isString (split "_" key);
    capital = word: upper (substring 0 1 word) + substring 1 (-1) word;
  in
    head words + concatStringsSep "" (map capital (tail words));

  isTable = {type ? null, ...}: type == "object";
  typeOf = schema:
    if schema ? enum
    then types.enum schema.enum
    else if schema ? properties
    then types.submodule {options = optionsOf schema;}
    else
      {
        object = types.attrsOf (typeOf schema.additionalProperties);
        array = types.listOf (typeOf schema.items);
        string = types.str;
        integer = types.int;
        boolean = types.bool;
      }
      .${
        schema.type
      };
  optionOf = isRequired: schema:
    mkOption ({description = schema.description or "";}
      // (
        if isRequired
        then {type = typeOf schema;}
        else if isTable schema && !(schema ? required)
        then {
          type = typeOf schema;
          default = {};
        }
        else {
          type = types.nullOr (typeOf schema);
          default = null;
        }
      ));
  optionsOf = {
    properties,
    required ? [],
    ...
  }:
    listToAttrs (map (key: {
      name = camelCase key;
      value = optionOf (elem key required) properties.${key};
    }) (attrNames properties));

  # What is not said is left out, and so are tables in which nothing is said.
  tableOf = schema: value:
    if schema ? properties
    then
      listToAttrs (concatMap (key: let
        given = value.${camelCase key};
        said = tableOf schema.properties.${key} given;
      in
        if given == null || said == {}
        then []
        else [
          {
            name = key;
            value = said;
          }
        ]) (attrNames schema.properties))
    else if isTable schema
    then builtins.mapAttrs (_: tableOf schema.additionalProperties) value
    else value;
in {
  options = optionsOf schema;

  # These options as hosts/NAME.toml has them.
  tableOf = tableOf schema;
}
