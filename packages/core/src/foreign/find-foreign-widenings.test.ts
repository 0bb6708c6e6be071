import { describe, expect, it } from 'vitest';
import type { Action } from '../agent.js';
import type { FileTree } from '../file-tree.js';
import { agentWith } from '../policy/agent-with.fixture.js';
import type { Question } from '../target.js';
import { findForeignWidenings } from './find-foreign-widenings.js';
import { patternsIn, subjectsToAsk, toolsToAsk } from './subjects-to-ask.js';

const place = { home: '/home/user', project: '/home/user/p', pathPrefix: '', scope: 'project' } as const;

/** A harness in which the last line `TOOL PATTERN ACTION` of all files decides, the files in order of their names without directories. */
function decide(files: FileTree, { tool, input }: Question): { readonly decision: Action } {
  const lines = [...files.keys()].toSorted(byName).flatMap((path) => textOf(files, path).split('\n'));
  const last = lines.findLast((line) => {
    const [lineTool, pattern = ''] = line.trim().split(' ');
    return (
      lineTool === tool &&
      (pattern === '*' || input === pattern || (pattern.endsWith('*') && input.startsWith(pattern.slice(0, -1))))
    );
  });
  const action = last?.trim().split(' ')[2];
  return { decision: action === 'deny' || action === 'ask' ? action : 'allow' };
}

function byName(a: string, b: string): number {
  const [name = '', other = ''] = [a, b].map((path) => path.slice(path.lastIndexOf('/') + 1));
  return name < other ? -1 : 1;
}

function textOf(files: FileTree, path: string): string {
  return new TextDecoder().decode(files.get(path)?.bytes);
}

function tree(texts: Readonly<Record<string, string>>): FileTree {
  const entries = Object.entries(texts);
  return new Map(entries.map(([path, text]) => [path, { bytes: new TextEncoder().encode(text), executable: false }]));
}

const ours = { 'a.txt': 'bash * ask\nbash rm* deny\nedit * deny\n' };
const agent = agentWith({ bash: ['ask', 'rm*:deny'], edit: ['deny'] });
const target = { name: 'pi', decide, reads: ['a.txt', 'b.txt', 'more/', '../b.txt'] };

function find(more: Readonly<Record<string, string>>): readonly string[] {
  const alone = tree(ours);
  const merged = tree({ ...ours, ...more });
  return findForeignWidenings({ target, agents: [agent], alone, merged, place }).map(
    ({ file, place: at, message }) => `${file}:${at.kind === 'position' ? at.line : 0} ${message}`,
  );
}

describe('foreign widenings', () => {
  it('are none where nobody else wrote anything, or what they wrote is not read, or is stricter', () => {
    expect(find({})).toEqual([]);
    expect(find({ 'other.txt': 'bash * allow\n' })).toEqual([]);
    expect(find({ 'b.txt': 'bash ls* deny\n' })).toEqual([]);
  });

  it('name the file and the line, once for each tool', () => {
    expect(find({ 'b.txt': 'glob * allow\nbash rm* allow\n', 'more/c.txt': '\nedit * ask\n' })).toEqual([
      'more/c.txt:2 "more/c.txt" lets tester do more in pi than what is rendered: edit "%" is ask with it and deny without it',
      'b.txt:2 "b.txt" lets tester do more in pi than what is rendered: bash "rm" is allow with it and deny without it',
    ]);
  });

  it('are found for subjects that only the foreign file names', () => {
    expect(find({ 'b.txt': 'bash "curl x": allow\nbash curl* allow\n' })).toEqual([
      'b.txt:2 "b.txt" lets tester do more in pi than what is rendered: bash "curl x" is allow with it and ask without it',
    ]);
  });

  it('are found at any level above', () => {
    expect(find({ '../../b.txt': 'bash rm* allow\n' })).toEqual([
      '../../b.txt:1 "../../b.txt" lets tester do more in pi than what is rendered: bash "rm" is allow with it and deny without it',
    ]);
    expect(find({ '../a/b.txt': 'bash rm* allow\n' })).toEqual([]);
  });

  it('in a shared file are told from what is ours there', () => {
    expect(find({ 'a.txt': `${ours['a.txt']}edit x* allow "x*"\n` })).toEqual([
      'a.txt:4 "a.txt" lets tester do more in pi than what is rendered: edit "x" is allow with it and deny without it',
    ]);
  });

  it('name the first of two files if either would be enough', () => {
    expect(find({ 'b.txt': 'bash rm allow\n', 'more/c.txt': 'bash rm allow\n' })).toEqual([
      'b.txt:1 "b.txt" lets tester do more in pi than what is rendered: bash "rm" is allow with it and deny without it',
    ]);
  });
});

it('the tools to ask about are all that there are and those that an agent names', () => {
  const named = agentWith({ mcp__db: ['ask'], '*': ['deny'] });
  expect(toolsToAsk(named).slice(-2)).toEqual(['doom_loop', 'mcp__db']);
  expect(toolsToAsk(named)).not.toContain('*');
});

it('the subjects show each way in which a policy decides', () => {
  const subjects = subjectsToAsk(agentWith({ bash: ['allow', 'git push *:ask', 'rm ?*:deny'] }), 'bash', ['curl *']);
  expect(subjects).toEqual(expect.arrayContaining(['git push x', 'rm xx', 'curl', 'curl x']));
  expect(subjectsToAsk(agent, 'todo', ['x'])).toEqual(['']);
});

it('patterns are what is quoted in JSON and YAML, keys, and plain values', () => {
  const text = '{ "a b*": "allow" }\n  \'c\': x\n  plain key: 1\nkey: d *\n- e, f\n# no: comment\n';
  expect(patternsIn(text)).toEqual(['a b*', 'allow', 'c', 'plain key', 'key', 'd *', 'e, f']);
});
