# The harnesses there are, and what of a home directory home-manager links for each: the one place to add another.
{
  opencode = {
    # Below these, everything that is rendered for a user is linked, file by file.
    directories = [".config/opencode"];
    # Where skills are linked, each as a directory of its own: more than one harness reads this one.
    skills = ".agents/skills";
    # Directories of an agents input that the harness takes as they are.
    besides = {
      commands = ".config/opencode/commands";
      context = ".config/opencode/context";
    };
    takesExternalSkills = true;
  };
  claude-code = {
    directories = [".claude"];
    skills = ".claude/skills";
    besides = {};
    takesExternalSkills = false;
  };
  pi = {
    directories = [".pi/agent"];
    skills = ".agents/skills";
    besides.prompts = ".pi/agent/prompts";
    takesExternalSkills = false;
  };
}
