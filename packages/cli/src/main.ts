import packageJson from '../package.json' with { type: 'json' };
import type { ExitCode } from './command.js';
import { commands } from './commands.js';
import { generalHelp } from './help.js';
import type { Io } from './io.js';

/** Runs one command line. What it returns is for `process.exitCode`. */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    return reportBug(error, io);
  }
}

/** Imports statically only what help and version need: everything else costs more than starting Node does. */
async function dispatch(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [word, ...args] = argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv;
  if (word === undefined) {
    io.stderr.write(generalHelp());
    return 2;
  }
  if (word === '--help' || word === '-h') return print(generalHelp(), io);
  if (word === '--version' || word === '-V') return print(`${packageJson.version}\n`, io);
  const entry = commands.find(({ name }) => name === word);
  const command = await entry?.load();
  if (command !== undefined && asksForHelp(args)) return print(command.help, io);
  const { explainUnknownWord, findUsageProblem } = await import('./find-usage-problem.js');
  if (entry === undefined || command === undefined)
    return refuse('canonry', explainUnknownWord(word, commands), generalHelp(), io);
  const problem = findUsageProblem(args, command.grammar);
  return problem === undefined ? command.run(args, io) : refuse(`canonry ${entry.name}`, problem, command.help, io);
}

function print(text: string, { stdout }: Io): ExitCode {
  stdout.write(text);
  return 0;
}

function refuse(name: string, problem: string, help: string, { stderr }: Io): ExitCode {
  const [usage = ''] = help.split('\n', 1);
  stderr.write(`${name}: ${problem}\n${usage}\nMore: ${name} --help\n`);
  return 2;
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const flags = end === -1 ? args : args.slice(0, end);
  return flags.includes('--help') || flags.includes('-h');
}

function reportBug(error: unknown, { stderr, env }: Io): ExitCode {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const isDebugging = env['CANONRY_DEBUG'] === '1';
  const details = isDebugging ? `\n${stack}` : ' (CANONRY_DEBUG=1 shows where it happened)';
  stderr.write(`canonry: this is a bug, please report it: ${name} ${JSON.stringify(message)}${details}\n`);
  return 1;
}
