import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { shellWord } from '@canonry/core';
import { writeNewFiles } from '@canonry/core/node';
import type { Command, ExitCode } from '../command.js';
import type { Io } from '../io.js';
import { reportNewFiles } from '../report-new-files.js';
import { sampleProject } from '../sample-project.js';

const help = `Usage: canonry init [DIR]

Create a project in DIR, or here: canonry.toml and one agent to start from.
Replaces nothing: if one of the files exists, nothing is created.

Example:
  canonry init demo && cd demo && canonry list
`;

const operands = [{ name: 'DIR', isOptional: true }];

export const init: Command = { help, grammar: { options: {}, operands }, run };

function run(args: readonly string[], io: Io): ExitCode {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  const root = resolve(io.cwd, positionals[0] ?? '.');
  const exitCode = reportNewFiles(root, sampleProject, writeNewFiles(root, sampleProject), io);
  if (exitCode === 0) io.stderr.write(nextSteps(relative(io.cwd, root)));
  return exitCode;
}

function nextSteps(directory: string): string {
  const enter = directory === '' ? '' : `  cd ${shellWord(directory)}\n`;
  return `
Next, read agents/assistant/agent.toml and make it yours; then:
${enter}  canonry list               show the agents and what they may do
  canonry new NAME           add another agent
  canonry render --dry-run   show what would be written for the harnesses

Let Git ignore canonry.local.toml; it is for what holds on one machine only.
`;
}
