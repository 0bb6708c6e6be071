import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { agentWith } from './agent-with.fixture.js';
import { splitCommandLine } from './command-line.js';
import { decide } from './decide.js';
import { decideLine } from './decide-line.js';
import { decideOperation } from './explain.js';

const page = readFileSync(new URL('../../../../docs/permissions.md', import.meta.url), 'utf8');
const section = page.split('## Worked examples')[1]?.split('\n## ')[0] ?? '';
const examples = section
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('`'))
  .map((line) =>
    line
      .slice(2, -2)
      .split(/ +\| +/)
      .map((cell) => cell.trim()),
  );

describe('the worked examples of docs/permissions.md', () => {
  it('are there', () => {
    expect(examples.length).toBeGreaterThan(20);
  });

  it.each(examples)('%s with %s and %s: %s', (tool = '', policy = '', subject = '', decision = '') => {
    const [intent = '', ...rules] = policy.split(', ').map(unquote);
    const agent = agentWith({ [tool]: [intent, ...rules] });
    const home = '/home/someone';
    const text = unquote(subject);
    if (tool === 'bash') expect(decideLine(agent, text, splitCommandLine, { home }).decision).toBe(decision);
    else if (tool === 'webfetch') expect(decideOperation(agent, tool, text).decision).toBe(decision);
    else expect(decide(agent, tool, text, { home }).decision).toBe(decision);
  });
});

function unquote(text: string): string {
  return text.replaceAll('`', '');
}
