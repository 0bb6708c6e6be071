import { describe, expect, it } from 'vitest';
import { BIN, canonry } from './canonry.js';
import { read, project } from './project.js';
import { REPOSITORY } from './installation.js';

const HELP = `Usage: canonry COMMAND [ARGUMENT]...

Write an agent once; compile it to every coding-agent harness; prove what it may do there.

Commands:
  init       create a project with one agent to start from
  new        add an agent to the project
  list       show the agents and what they may do
  explain    say what an agent may do, and which rule says so
  render     write the agents for every enabled target
  check      say whether everything on disk is as rendered
  watch      render again whenever the source changes
  clean      remove everything that canonry wrote
  compare    show what agents may do that they might not before
  report     make a page of the agents and what they may do
  doctor     look for what opens more than the definitions
  host       bring accounts of agents to a machine
  import     create a project from the agents of another tool
  export     print the agents as a legacy agents.json
  schema     print a JSON Schema, for editors and scripts
  completion print what makes a shell complete command lines

Options:
  -h, --help     show this help; after a command, the help of that command
  -V, --version  show the version

Exit codes: 0 clean, 1 something is wrong or differs, 2 wrong usage, 130 interrupted.

Example:
  canonry init && canonry render --dry-run
`;
const COMMANDS = [
  'init',
  'new',
  'list',
  'explain',
  'render',
  'check',
  'watch',
  'clean',
  'compare',
  'report',
  'doctor',
  'host',
  'import',
  'export',
  'schema',
  'completion',
];

describe('help', () => {
  it.each([['--help'], ['-h'], ['help']])('canonry %s', (word) => {
    expect(canonry([word], { cwd: project() })).toEqual({ code: 0, stdout: HELP, stderr: '' });
  });

  it('is what canonry alone gets, as an error', () => {
    expect(canonry([], { cwd: project() })).toEqual({ code: 2, stdout: '', stderr: HELP });
  });

  it.each(COMMANDS)('canonry %s --help shows usage and an example', (command) => {
    const shown = canonry([command, '--help'], { cwd: project() });
    expect(shown).toEqual({ code: 0, stdout: shown.stdout, stderr: '' });
    expect(shown.stdout).toMatch(new RegExp(`^Usage: canonry ${command} [^]*\n\nExample:\n  canonry ${command}.*\n$`));
    expect(canonry([command, '-h'], { cwd: project() })).toEqual(shown);
    expect(canonry(['help', command], { cwd: project() })).toEqual(shown);
    expect(canonry([command, '--agents', '--help'], { cwd: project() })).toEqual(shown);
  });

  it('fits a terminal of 90 columns', () => {
    const lines = ['--help', ...COMMANDS].flatMap((word) =>
      canonry(['help', word], { cwd: project() }).stdout.split('\n'),
    );
    expect(lines.filter((line) => line.length > 90)).toEqual([]);
  });
});

describe('version', () => {
  it.each([['--version'], ['-V']])('canonry %s', (flag) => {
    const { version }: { version: string } = JSON.parse(read(REPOSITORY, 'packages/cli/package.json'));
    expect(canonry([flag], { cwd: project() })).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('wrong usage exits with 2 and says what was meant', () => {
  it.each<[args: string[], name: string, problem: string, usage: string]>([
    [['lst'], 'canonry', 'there is no command "lst"; did you mean list?', 'COMMAND [ARGUMENT]...'],
    [['frobnicate'], 'canonry', 'there is no command "frobnicate"', 'COMMAND [ARGUMENT]...'],
    [['\u001B[31m'], 'canonry', String.raw`there is no command "\u001B[31m"`, 'COMMAND [ARGUMENT]...'],
    [['--verison'], 'canonry', 'there is no flag --verison; did you mean --version?', 'COMMAND [ARGUMENT]...'],
    [['help', 'nwe'], 'canonry', 'there is no command "nwe"; did you mean new?', 'COMMAND [ARGUMENT]...'],
    [['list', '--josn'], 'canonry list', 'there is no flag --josn; did you mean --json?', LIST],
    [['list', '-x'], 'canonry list', 'there is no flag -x', LIST],
    [['list', '--json=yes'], 'canonry list', '--json takes no value', LIST],
    [['list', '--agents'], 'canonry list', '--agents needs a value', LIST],
    [['list', '--agents='], 'canonry list', '--agents needs a value', LIST],
    [['list', '--agents', '--json'], 'canonry list', '--agents needs a value', LIST],
    [['list', '--agents', 'a', '--agents', 'b'], 'canonry list', '--agents is given twice', LIST],
    [['list', 'agents'], 'canonry list', 'there is one argument too many: "agents"', LIST],
    [['render', '--dry'], 'canonry render', 'there is no flag --dry; did you mean --dry-run?', RENDER],
    [['render', '-t'], 'canonry render', '-t needs a value', RENDER],
    [['check', '--format', 'jsn'], 'canonry check', '--format cannot be "jsn"; did you mean json?', CHECK],
    [['clean', 'everything'], 'canonry clean', 'there is one argument too many: "everything"', CLEAN],
    [['list', '--', '--json'], 'canonry list', 'there is one argument too many: "--json"', LIST],
    [['new'], 'canonry new', 'NAME is missing', 'new NAME [--agents DIR]'],
    [['new', 'a', 'b'], 'canonry new', 'there is one argument too many: "b"', 'new NAME [--agents DIR]'],
    [['init', 'a', 'b'], 'canonry init', 'there is one argument too many: "b"', 'init [DIR]'],
    [['schema'], 'canonry schema', 'NAME is missing; it is one of agent, config, host and list', SCHEMA],
    [['schema', 'agnt'], 'canonry schema', 'NAME cannot be "agnt"; did you mean agent?', SCHEMA],
    [['schema', 'toml'], 'canonry schema', 'NAME cannot be "toml"; it is one of agent, config, host and list', SCHEMA],
  ])('canonry %j', (args, name, problem, usage) => {
    const stderr = `${name}: ${problem}\nUsage: canonry ${usage}\nMore: ${name} --help\n`;
    expect(canonry(args, { cwd: project() })).toEqual({ code: 2, stdout: '', stderr });
  });
});

const LIST = 'list [--agents DIR] [--config FILE] [--json]';
const RENDER = 'render [-t TARGET]... [--out DIR] [--dry-run] [--force] [OPTION]...';
const CHECK = 'check [-t TARGET]... [--out DIR] [--format FORMAT] [OPTION]...';
const CLEAN = 'clean [-t TARGET]... [--out DIR] [--dry-run] [--force] [OPTION]...';
const SCHEMA = 'schema (agent | config | host | list)';

it('the bundle exports one function', async () => {
  const bundle: object = await import(new URL('../dist/canonry.js', `file://${BIN}`).href);
  expect(Object.keys(bundle)).toEqual(['run']);
});
