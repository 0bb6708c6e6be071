import type { NewFile } from '@canonry/core/node';

const config = `# A canonry project. This directory is the source root: agents, skills, rules and
# context files are looked for below it. What holds for one machine only belongs
# into canonry.local.toml, which has the same keys and is kept out of Git.

# Where the agents are. This is the default.
# agents = ["agents"]

# What to render for: a table enables its target.
[targets.opencode]

# More of them:
# [targets.claude-code]
# [targets.pi]
# primary = "assistant" # Pi has a single system prompt. This agent is it.

# Which model an agent uses depends on who runs it, so it is said here and not in
# agent.toml.
# [models]
# assistant = "anthropic/claude-sonnet-4-5"
`;

const agent = `# Who this agent is and what it may do. Its prompt is system-prompt.md beside
# this file. Keys like these stand above the first [table].
name = "assistant" # the name of the directory
display_name = "Assistant"
# Harnesses and other agents choose by this line: what it does, when to pick it.
description = "Answers questions about this project, plans changes, and makes them step by step after asking. Pick it for everyday work."
# primary: people talk to it. subagent: other agents call it. all: both.
mode = "primary"
# Also: tags, skills, rules, context (files of this project), max_turns.

# What it may do, one table for each tool. The intent holds if no rule matches;
# of the rules that match, the last one decides. "*" in a pattern is any text,
# "/" and spaces included.

# Every tool without a table of its own.
[permissions."*"]
intent = "ask"

[permissions.read]
intent = "allow"
rules = ["*.env:deny", "*.env.*:deny", "*.env.example:allow"]

[permissions.glob]
intent = "allow"

[permissions.list]
intent = "allow"

# A change is shown before it is made.
[permissions.edit]
intent = "ask"
rules = ["*.env:deny", "*.env.*:deny", ".git/*:deny"]

# Whole commands, because "git diff *" would also allow --output, which writes a
# file. A pattern for what never harms is fine: "npm test *:allow", if you trust
# the tests.
[permissions.bash]
intent = "ask"
rules = [
  "git status:allow",
  "git diff:allow",
  "git diff --staged:allow",
  "git log --oneline:allow",
  "git push --force*:deny",
]

# Not covered by "*": files outside this project, and going on after the same
# call was made again and again.
[permissions.external_directory]
intent = "ask"

[permissions.doom_loop]
intent = "ask"

# A question is put to you anyway, so there is nothing to ask about first.
[permissions.question]
intent = "allow"

# Starting another agent reaches what that agent may do.
[permissions.task]
intent = "deny"
`;

const prompt = `You are the assistant of this project. You answer questions about it, plan changes, and make them together with the
person you talk to.

## How you work

1. Read before you speak. Open the files that a question is about, and name them with path and line in the answer.
2. Before a change, say in two or three sentences what you will do and what you will leave alone. Ask if there is more than
   one sensible way, and recommend one.
3. Make the smallest change that does the job, in the style of the code around it.
4. Run the tests that cover it, and show what they said. If you could not run them, say so.

## What you do not do

- You do not guess. What you have not read you call an assumption.
- You do not print secrets, even when you come across them.
- You do not commit, push, delete or install anything that nobody asked for.

## How you answer

The answer first, then the reasons. Short, without praise and without repeating the question. Where you are unsure, say what
would settle it.
`;

/** What `init` creates: a project with one agent, meant to be read and kept. */
export const sampleProject: readonly NewFile[] = [
  { path: 'canonry.toml', text: config },
  { path: 'agents/assistant/agent.toml', text: agent },
  { path: 'agents/assistant/system-prompt.md', text: prompt },
];
