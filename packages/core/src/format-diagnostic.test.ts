import { expect, it } from 'vitest';
import type { Diagnostic } from './diagnostic.js';
import { formatDiagnostic } from './format-diagnostic.js';

const DIAGNOSTIC = {
  code: 'unknown-value',
  severity: 'error',
  message: 'mode cannot be "primry"',
  file: 'agents/reader/agent.toml',
} as const satisfies Diagnostic;

it('without a place in the file', () => {
  expect(formatDiagnostic({ ...DIAGNOSTIC, hint: 'did you mean "primary"?' })).toBe(`\
error[unknown-value]: mode cannot be "primry"
 --> agents/reader/agent.toml
  = hint: did you mean "primary"?`);
});

it('without anything but words', () => {
  expect(formatDiagnostic({ code: 'no-agents', severity: 'error', message: 'no agents found' })).toBe(
    'error[no-agents]: no agents found',
  );
});

it('marks the characters under the line, whatever their width', () => {
  const text = '\tmode\u200B = "日本" # 😀';
  const excerpt = { text, start: text.indexOf('"'), length: 4 };
  expect(formatDiagnostic({ ...DIAGNOSTIC, line: 12, column: 10, excerpt, hint: 'write it' })).toBe(`\
error[unknown-value]: mode cannot be "primry"
  --> agents/reader/agent.toml:12:10
   |
12 |  mode· = "日本" # 😀
   |          ^^^^^^
   = hint: write it`);
});

it('marks one column behind the end of a line', () => {
  const excerpt = { text: 'a = "b', start: 6, length: 1 };
  expect(
    formatDiagnostic({ ...DIAGNOSTIC, line: 1, column: 7, excerpt })
      .split('\n')
      .slice(2),
  ).toEqual(['  |', '1 | a = "b', '  |       ^']);
});

it('shows file names that would obey the terminal as text', () => {
  expect(formatDiagnostic({ ...DIAGNOSTIC, file: 'agents/\u001B[31m' }).split('\n')[1]).toBe(' --> agents/\\u001B[31m');
});

it('paints what it is told to paint, and nothing of the layout', () => {
  const excerpt = { text: 'a', start: 0, length: 1 };
  const painted = formatDiagnostic(
    { ...DIAGNOSTIC, line: 1, column: 1, excerpt, hint: 'h' },
    (style, text) => `<${style}>${text}</>`,
  );
  expect(painted).toBe(`\
<error>error[unknown-value]</><bold>: mode cannot be "primry"</>
 <faint>--></> agents/reader/agent.toml:1:1
  <faint>|</>
<faint>1</> <faint>|</> a
  <faint>|</> <error>^</>
  <faint>=</> hint: h`);
});
