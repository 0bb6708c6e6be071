import { describe, expect, it } from 'vitest';
import { commands } from '../commands.js';
import { describeCommands, describeFlag, type DescribedCommand } from './describe-commands.js';

const loaded = await Promise.all(commands.map(async (entry) => ({ ...entry, command: await entry.load() })));
const described = describeCommands(loaded, ['opencode', 'pi']);
const named = (name: string): DescribedCommand | undefined => described.find((command) => command.name === name);

describe('what shells know of the commands', () => {
  it('is what each of them says of itself, with a summary for every flag and a name for every value', () => {
    expect(described.map(({ name }) => name)).toEqual(commands.map(({ name }) => name));
    const untold = described.flatMap(({ name, flags }) =>
      flags
        .filter(({ summary, value }) => summary === '' || value?.name === '')
        .map(({ names }) => `${name} ${names.join(' ')}`),
    );
    expect(untold).toEqual([]);
  });

  it('holds operands, with the words that they can be', () => {
    expect(
      named('explain')?.operands.map(({ name, words }) => [name, Array.isArray(words) ? words[0] : words]),
    ).toEqual([
      ['AGENT', 'agents'],
      ['TOOL', 'read'],
      ['SUBJECT', undefined],
    ]);
    expect(named('schema')?.operands).toEqual([{ name: 'NAME', words: ['agent', 'config', 'host', 'list'] }]);
  });

  it.each([
    ['render', '--target', ['opencode', 'pi', 'host']],
    ['explain', '--target', ['opencode', 'pi']],
    ['render', '--host', 'hosts'],
    ['render', '--model', undefined],
    ['check', '--format', ['text', 'json', 'sarif', 'github']],
    ['list', '--config', 'files'],
    ['clean', '--out', 'directories'],
    ['host', '--account', 'agents'],
  ])('%s %s takes %j', (name, flag, words) => {
    expect(named(name)?.flags.find(({ names }) => names[0] === flag)?.value?.words).toEqual(words);
  });
});

describe('the help of a flag', () => {
  const help = `Usage: canonry x

  -t, --target TARGET  only this target; may be given more than once
  --model [TARGET:]AGENT=MODEL
                       another model for
                       an agent. More
  -t host --host NAME  the machine
  --json               JSON

Text.
`;

  it.each([
    ['target', 'TARGET', 'only this target'],
    ['model', '[TARGET:]AGENT=MODEL', 'another model for an agent'],
    ['host', 'NAME', 'the machine'],
    ['json', '', 'JSON'],
    ['absent', '', ''],
  ])('--%s: %s, "%s"', (flag, value, summary) => expect(describeFlag(flag, help)).toEqual({ value, summary }));
});
