# All tools; each is off until it is enabled.
{imports = map (tool: ./. + "/${tool}.nix") (builtins.attrNames (import ../../lib/tools.nix));}
