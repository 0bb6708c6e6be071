# What can be said about patterns without a machine: `*` is any run of characters, `?` any one, and a final " *" also nothing.
let
  inherit (builtins) any concatLists elem elemAt filter genList length stringLength substring;

  charactersOf = text: genList (index: substring index 1 text) (stringLength text);
  startsWith = prefix: text: substring 0 (stringLength prefix) text == prefix;
  endsWith = suffix: text: let
    start = stringLength text - stringLength suffix;
  in
    start >= 0 && substring start (stringLength suffix) text == suffix;
  dropEnd = count: text: substring 0 (stringLength text - count) text;

  # The same texts without the special case of a final " *".
  alternativesOf = pattern:
    [pattern]
    ++ (
      if endsWith " *" pattern
      then [(dropEnd 2 pattern)]
      else []
    );

  # Characters are bytes here, and a `?` may stand for several: taking it for a `*` errs on the safe side.
  loosen = builtins.replaceStrings ["?"] ["*"];

  literalPrefixOf = pattern: builtins.head (builtins.split "[*?]" pattern);

  mayShare = a: b: let
    x = literalPrefixOf a;
    y = literalPrefixOf b;
  in
    startsWith x y || startsWith y x;

  # Whether some text matches both; each cell is computed once, when it is needed.
  overlapsPlainly = a: b: let
    as = charactersOf (loosen a);
    bs = charactersOf (loosen b);
    table = genList (i: genList (cell i) (length bs + 1)) (length as + 1);
    at = i: j: elemAt (elemAt table i) j;
    cell = i: j: let
      x = elemAt as i;
      y = elemAt bs j;
      hasX = i < length as;
      hasY = j < length bs;
    in
      if hasX && x == "*"
      then at (i + 1) j || (hasY && at i (j + 1))
      else if hasY && y == "*"
      then at i (j + 1) || (hasX && at (i + 1) j)
      else if hasX && hasY
      then x == y && at (i + 1) (j + 1)
      else !hasX && !hasY;
  in
    mayShare a b && at 0 0;
in rec {
  inherit alternativesOf charactersOf dropEnd endsWith startsWith;

  hasWildcard = pattern: any (character: character == "*" || character == "?") (charactersOf pattern);

  overlaps = a: b: any (x: any (overlapsPlainly x) (alternativesOf b)) (alternativesOf a);

  # The patterns for what may follow `prefix` in a text that matches `pattern`.
  restsAfter = prefix: pattern: let
    loose = loosen pattern;
    size = stringLength loose;
    isStar = state: state < size && substring state 1 loose == "*";
    # A star may also stand for nothing.
    close = state:
      [state]
      ++ (
        if isStar state
        then close (state + 1)
        else []
      );
    closed = states: unique (concatLists (map close states));
    unique = builtins.foldl' (seen: item:
      if elem item seen
      then seen
      else seen ++ [item]) [];
    advance = states: character:
      closed (concatLists (map (step character) states));
    step = character: state:
      if isStar state
      then [state]
      else if state < size && substring state 1 loose == character
      then [(state + 1)]
      else [];
    reached = builtins.foldl' advance (closed [0]) (charactersOf prefix);
    # What begins at a star includes what begins behind it.
    isCovered = state: any (other: other < state && isStar other && other + 1 == state) reached;
  in
    map (state: substring state size loose) (filter (state: !isCovered state) reached);
}
