import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { reportIn } from '../golden/report-project.js';

/** A directory for all tests of a file. */
function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'canonry-report-pages-'));
  afterAll(() => rmSync(path, { recursive: true }));
  return path;
}

const PLACE = directory();

/** The address of a page on the disk. */
export function onDisk(name: string, html: string): string {
  const file = join(PLACE, `${name}.html`);
  writeFileSync(file, html);
  return `file://${file}`;
}

const PROGRAMS = ['git', 'npm', 'make'];
const ACTIONS = ['allow', 'ask', 'deny'];

/** The report of so many agents, each with rules of its own. */
export async function reportOfMany(count: number): Promise<string> {
  const root = join(PLACE, 'many');
  mkdirSync(join(root, '.git'), { recursive: true });
  const targets = [
    '[targets.opencode]',
    '[targets.claude-code]\nenforcement = "guard"',
    '[targets.pi]\nprimary = "agent-0"',
  ];
  writeFileSync(join(root, 'canonry.toml'), `${targets.join('\n')}\n`);
  for (let index = 0; index < count; index += 1) {
    const agent = join(root, 'agents', `agent-${index}`);
    mkdirSync(agent, { recursive: true });
    writeFileSync(join(agent, 'agent.toml'), definition(index));
    writeFileSync(join(agent, 'system-prompt.md'), `You are number ${index}.\n`);
  }
  return reportIn(root);
}

function definition(index: number): string {
  const rules = PROGRAMS.map((program, at) => `  "${program} job-${index} *:${ACTIONS[(index + at) % 3]}",\n`);
  return `name = "agent-${index}"
description = "Does job number ${index} of many"
mode = "${index === 0 ? 'primary' : 'subagent'}"
tags = ["team-${index % 7}"]

[permissions.bash]
intent = "ask"
rules = [
${rules.join('')}]

[permissions.edit]
intent = "${ACTIONS[index % 3]}"

[permissions.task]
intent = "deny"
`;
}
