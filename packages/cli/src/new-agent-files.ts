import { tomlString } from '@canonry/core';
import type { NewTextFile } from '@canonry/core/node';

/** What `new` creates. */
export function newAgentFiles(directory: string, name: string): readonly [toml: NewTextFile, prompt: NewTextFile] {
  return [
    { path: `${directory}/${name}/agent.toml`, text: tomlOf(name) },
    { path: `${directory}/${name}/system-prompt.md`, text: promptOf(name) },
  ];
}

function tomlOf(name: string): string {
  return `name = ${tomlString(name)}
# Harnesses and other agents choose by this line. Say it in your words.
description = "What this agent does, and when to pick it"
# primary: people talk to it. subagent: other agents call it. all: both.
mode = "all"

# One table for each tool. The intent holds if no rule matches; of the rules that
# match, the last one decides: rules = ["git status:allow", "git push *:deny"].

# Every tool without a table of its own.
[permissions."*"]
intent = "ask"

[permissions.read]
intent = "allow"
rules = ["*.env:deny", "*.env.*:deny"]

[permissions.edit]
intent = "ask"

[permissions.bash]
intent = "ask"

# Files outside the project; "*" does not cover them.
[permissions.external_directory]
intent = "ask"

# Starting another agent reaches what that agent may do.
[permissions.task]
intent = "deny"
`;
}

function promptOf(name: string): string {
  return `You are ${name}. Say here in one sentence what you are for.

## How you work

1. Read what the task is about before you act.
2. Say what you are going to do; then do it in small steps.
3. Check the result, and say what you checked.

## What you do not do

- What nobody asked for.
- Guess: what you have not read you call an assumption.

## How you answer

The result first, then what it rests on.
`;
}
