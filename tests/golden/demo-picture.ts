import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { shellWord } from '@canonry/core';
import { seenOnTerminal } from '../cli/in-process.js';

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

const COLUMNS = 96;

/** docs/demo.svg: a terminal in which these commands are run, with everything that a person sees there. */
export async function drawDemo(): Promise<string> {
  const cwd = mkdtempSync(join(tmpdir(), 'canonry-demo-'));
  try {
    for (const [path, text] of Object.entries(BEFORE)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    const screens: Screen[] = [];
    for (const step of STEPS) {
      const seen = await seenOnTerminal(step, { cwd, columns: COLUMNS, env: { HOME: join(cwd, 'home') } });
      screens.push({ typed: `$ canonry ${step.map(shellWord).join(' ')}`, seen: seen.trimEnd().split('\n') });
    }
    return draw(screens);
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

interface Screen {
  readonly typed: string;
  readonly seen: readonly string[];
}

const LETTER = 8.4;
const ROW = 19;
const MARGIN = 16;
/** How long a person may read before the next command is typed, in seconds. */
const READING = 4;

function draw(screens: readonly Screen[]): string {
  const heights = screens.map(({ seen }) => seen.length + 2);
  const width = Math.ceil(COLUMNS * LETTER + 2 * MARGIN);
  const height = (heights.reduce((sum, one) => sum + one, 0) - 1) * ROW + 2 * MARGIN;
  const drawn = screens.map(({ typed, seen }, index) => {
    const top = heights.slice(0, index).reduce((sum, one) => sum + one, 0);
    const rows = [`<tspan class="typed">${escape(typed)}</tspan>`, ...seen.map(colour)];
    const texts = rows.map((row, line) => `  <text x="${MARGIN}" y="${MARGIN + ROW * (top + line) + 14}">${row}</text>\n`);
    return `<g style="animation-delay:${index * READING}s">\n${texts.join('')}</g>\n`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="canonry in a terminal">
<style>
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #e6edf3; white-space: pre }
.typed { fill: #7ee787; font-weight: bold }
.c31 { fill: #ff7b72 }
.c33 { fill: #e3b341 }
.c36 { fill: #79c0ff }
.c1 { font-weight: bold }
.c2 { fill: #8b949e }
g { animation: appear 0.2s both }
@keyframes appear { from { opacity: 0 } }
@media (prefers-reduced-motion: reduce) { g { animation: none } }
</style>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
${drawn.join('')}</svg>
`;
}

/** The few colours that canonry uses: each is put on, and off again before the next one. */
function colour(line: string): string {
  return escape(line).replaceAll(
    /\u001B\[(\d+)m([^\u001B]*)\u001B\[\d+m/g,
    (_, code: string, text: string) => `<tspan class="c${code}">${text}</tspan>`,
  );
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
