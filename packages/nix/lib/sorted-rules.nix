# Nix sorts the keys of attribute sets, and in agents.json the last key that matches decides. So rules are said in such a way
# that they may be sorted: never more permissive than in order, and as exact as that allows.
let
  inherit (builtins) any concatMap elem filter foldl' stringLength substring;
  inherit (import ./globs.nix) alternativesOf endsWith hasWildcard overlaps restsAfter;

  strictness = {
    allow = 0;
    ask = 1;
    deny = 2;
  };
  isStricter = a: b: strictness.${a.action} > strictness.${b.action};

  # An earlier rule that is sorted behind a later one, and opens what that one holds back.
  isInTheWayOf = later: earlier:
    isStricter later earlier && later.pattern < earlier.pattern && overlaps earlier.pattern later.pattern;

  # A trailing star is the only wildcard of most rules: then what follows it can be said exactly.
  stemOf = pattern: let
    stem = substring 0 (stringLength pattern - 1) pattern;
  in
    if endsWith "*" pattern && !hasWildcard stem
    then stem
    else null;

  # Patterns behind `earlier` that hold everything which both match; null if there are none.
  behind = earlier: later: let
    stem = stemOf earlier.pattern;
    rests = concatMap (restsAfter stem) (alternativesOf later.pattern);
    spell = rest: let
      plain = stem + rest;
      # `?` sorts behind `*`, and stands for the character that sorts before it.
      loose = "${stem}?${substring 1 (stringLength rest) rest}";
    in
      if plain >= earlier.pattern
      then plain
      else if rest != "" && substring 0 1 rest < "*"
      then loose
      else null;
    spelled = map spell rests;
    holdsStemItself = !endsWith " *" earlier.pattern || !overlaps (substring 0 (stringLength stem - 1) stem) later.pattern;
  in
    if !hasWildcard earlier.pattern
    then [earlier.pattern]
    else if stem == null || elem null spelled || !(holdsStemItself || elem earlier.pattern spelled)
    then null
    else spelled;

  # A pattern that was made looser must not open what a stricter rule before it holds.
  opensNothing = rules: rule: !any (other: isStricter other rule && overlaps other.pattern rule.pattern) rules;

  tighten = action: rule: rule // {inherit action;};

  # Whatever is in the way of a new rule is said again behind, or made as strict. What is said again is a new rule too; after
  # three levels of that, what is left is made stricter.
  insert = depth: rules: rule: let
    consider = earlier: let
      patterns = behind earlier rule;
      added = map (pattern: rule // {inherit pattern;}) patterns;
    in
      if depth > 3 || patterns == null || !builtins.all (opensNothing rules) added
      then {
        kept = tighten rule.action earlier;
        added = [];
      }
      else {
        kept = earlier;
        inherit added;
      };
    considered = map (earlier:
      if isInTheWayOf rule earlier
      then consider earlier
      else {
        kept = earlier;
        added = [];
      })
    rules;
    additions = concatMap ({added, ...}: added) considered;
  in
    replace (foldl' (insert (depth + 1)) (map ({kept, ...}: kept) considered) additions) rule;

  # Of two rules with one pattern only the last one decides.
  replace = rules: rule: filter ({pattern, ...}: pattern != rule.pattern) rules ++ [rule];
in
  # The rules of a policy, with its intent as the first, as patterns to actions.
  rules:
    builtins.listToAttrs (map ({
      pattern,
      action,
    }: {
      name = pattern;
      value = action;
    }) (foldl' (insert 0) [] rules))
