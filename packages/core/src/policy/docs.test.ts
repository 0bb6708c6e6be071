import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { agentWith } from './agent-with.fixture.js';
import { splitCommandLine } from './command-line.js';
import { decide } from './decide.js';
import { decideLine } from './decide-line.js';

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
    const verdict =
      tool === 'bash'
        ? decideLine(agent, unquote(subject), splitCommandLine, { home })
        : decide(agent, tool, unquote(subject), { home });
    expect(verdict.decision).toBe(decision);
  });
});

function unquote(text: string): string {
  return text.replaceAll('`', '');
}
