import type { OwnedCase } from '@canonry/core';

/** The closed list of what Claude Code decides by itself. Where `decide` comes upon one of these, it names it. */
export const owned: readonly OwnedCase[] = [
  {
    code: 'owned-claude-code-read-only-commands',
    summary: 'runs commands that it takes for reading (ls, cat, grep, git log and others) without asking',
  },
  {
    code: 'owned-claude-code-unseen-writes',
    summary: 'holds back files that a command line writes or reads by rules of deny for all agents only',
  },
  {
    code: 'owned-claude-code-unread-commands',
    summary:
      'does not find denied commands in subscripts, arithmetic, patterns, coproc, brace expansions, parts of here-documents and some other places',
  },
  {
    code: 'owned-claude-code-raw-text',
    summary: 'compares rules with a command as it is written, before the shell puts in names of files and variables',
  },
  {
    code: 'owned-claude-code-wrappers',
    summary:
      'allows an allowed command also behind timeout, nohup, nice, stdbuf, command, xargs and variables such as CI=1',
  },
  {
    code: 'owned-claude-code-letter-case',
    summary: 'takes capital and small letters of paths for the same',
  },
  { code: 'owned-claude-code-project-files', summary: 'reads every file of the project without asking' },
  {
    code: 'owned-claude-code-documentation',
    summary: 'fetches pages of a built-in list of documentation sites without asking',
  },
  {
    code: 'owned-claude-code-skills-and-agents',
    summary: 'uses skills and starts agents without asking; a rule of ask about one of them never asks',
  },
  {
    code: 'owned-claude-code-skill-texts',
    summary: 'reads the files that the text of a skill names with @, without asking; only rules of deny hold there',
  },
  { code: 'owned-claude-code-repetition', summary: 'asks nothing when an agent repeats itself' },
  {
    code: 'owned-claude-code-protected-files',
    narrows: true,
    summary: 'asks before it writes what harnesses, shells and editors obey (.claude, .git, .bashrc and others)',
  },
  {
    code: 'owned-claude-code-removal',
    narrows: true,
    summary:
      'asks before it removes the project, the home or the root, and about lines of which it cannot tell whether they do',
  },
  {
    code: 'owned-claude-code-entangled-lines',
    narrows: true,
    summary: 'asks about a command line that it cannot divide, unless Bash as a whole is allowed',
  },
  {
    code: 'owned-claude-code-named-files',
    narrows: true,
    summary: 'asks about a command line that names files outside of the project, unless Bash as a whole is allowed',
  },
  {
    code: 'owned-claude-code-inner-commands',
    narrows: true,
    summary:
      'holds back a command that is denied or asked about also by its path (/bin/x) and behind sudo, env and others',
  },
  {
    code: 'owned-claude-code-questions',
    narrows: true,
    summary: 'puts questions to the person itself, and gives subagents no tool for it',
  },
  {
    code: 'owned-claude-code-names',
    narrows: true,
    summary: 'takes names of agents for the same but for case, spaces, dashes and _, and a skill also with a slash',
  },
  { code: 'owned-claude-code-missing-tools', narrows: true, summary: 'has no tool that lists directories' },
];
