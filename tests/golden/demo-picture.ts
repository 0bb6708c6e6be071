import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { shellWord } from '@canonry/core';
import { onTerminal } from '../cli/in-process.js';

/** What somebody has before canonry: one agent of Claude Code, written by hand, and the rules beside it. */
const BEFORE: Readonly<Record<string, string>> = {
  '.git/HEAD': '',
  '.claude/agents/reviewer.md': `---
name: reviewer
description: Reviews changes before they are merged
tools: Read, Bash
---
You review changes. Say what is wrong, where, and why it matters.
`,
  '.claude/settings.json':
    '{ "permissions": { "allow": ["Bash(git diff *)", "Bash(git log *)"], "deny": ["Bash(git push *)"] } }\n',
};

/** Everything that the picture shows is run. */
const STEPS: readonly (readonly string[])[] = [
  ['import', 'claude-code', '--out', 'team', '-t', 'pi', '-t', 'opencode'],
  ['explain', 'reviewer', 'bash', 'git diff && git push -f', '--agents', 'team/agents'],
];

/** docs/demo.svg: a terminal in which these commands have just been run. */
export async function drawDemo(): Promise<string> {
  const cwd = mkdtempSync(join(tmpdir(), 'canonry-demo-'));
  try {
    for (const [path, text] of Object.entries(BEFORE)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    const lines: Line[] = [];
    for (const step of STEPS) {
      const { stdout } = await onTerminal(step, { cwd, env: { HOME: join(cwd, 'home') } });
      lines.push({ text: `$ canonry ${step.map(shellWord).join(' ')}`, isTyped: true });
      lines.push(...stdout.trimEnd().split('\n').map((text) => ({ text, isTyped: false })));
      lines.push({ text: '', isTyped: false });
    }
    return draw(lines.slice(0, -1));
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

interface Line {
  readonly text: string;
  readonly isTyped: boolean;
}

const LETTER = 8.4;
const ROW = 19;
const MARGIN = 16;

function draw(lines: readonly Line[]): string {
  const width = Math.ceil(Math.max(...lines.map(({ text }) => text.length)) * LETTER + 2 * MARGIN);
  const height = lines.length * ROW + 2 * MARGIN;
  const rows = lines.map(({ text, isTyped }, index) => {
    const style = isTyped ? ' fill="#7ee787" font-weight="bold"' : '';
    return `  <text x="${MARGIN}" y="${MARGIN + ROW * index + 14}" xml:space="preserve"${style}>${escape(text)}</text>\n`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="canonry in a terminal">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" fill="#e6edf3">
${rows.join('')}</g>
</svg>
`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
