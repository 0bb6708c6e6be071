# Coding rules for a project: where its harness finds them, and a shell hook that puts them there.
let
  inherit (import ./source.nix) nameOf quoted rootOf;
  inherit (builtins) concatStringsSep isString map readFile toFile unsafeDiscardStringContext;
in {
  mkCodingRules = {
    agents,
    languages ? [],
    concerns ? ["coding-style" "naming" "documentation" "testing" "git-workflow" "project-structure"],
    frameworks ? [],
    extraInstructions ? [],
    rulesDir ? ".opencode-rules",
    forPi ? false,
  }: let
    directory = rootOf agents + "/rules";
    chosen = kind: map (name: "${kind}/${name}.md");
    check = file:
      if builtins.pathExists (directory + "/${file}")
      then file
      else throw "canonry: there is no rule ${file} in ${nameOf directory}";
    files = map check (chosen "concerns" concerns ++ chosen "languages" languages ++ chosen "frameworks" frameworks);
    instructions = map (file: "${rulesDir}/${file}") files ++ extraInstructions;
    settings = toFile "canonry-opencode.json" (unsafeDiscardStringContext (builtins.toJSON {
        "$schema" = "https://opencode.ai/config.json";
        inherit instructions;
      })
      + "\n");
    texts = toFile "canonry-rules.md" (unsafeDiscardStringContext (concatStringsSep "\n" (map (file: readFile (directory + "/${file}")) files)));
    forOpencode = ''
      store=${quoted builtins.storeDir}
      ${readFile ./link-ours.sh}
      link_ours ${quoted rulesDir} ${quoted "${directory}"} rules
      link_ours opencode.json ${quoted settings} -canonry-opencode.json
    '';
    # Pi takes no list of files: what it reads in every project is AGENTS.md.
    forAgentsMd = ''
      begin='<!-- canonry coding rules: begin -->'
      end='<!-- canonry coding rules: end -->'
      ${readFile ./write-block.sh}
      write_block AGENTS.md ${quoted texts}
    '';
  in
    assert isString rulesDir || throw "canonry: rulesDir is the name of a link in the project"; {
      inherit instructions;
      shellHook = ''
        (
        ${readFile ./enter-project.sh}
        ${
          if forPi
          then forAgentsMd
          else forOpencode
        }) || true
      '';
    };
}
