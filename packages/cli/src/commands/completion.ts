import { parseArgs } from 'node:util';
import { loadHosts, loadRoster } from '@canonry/core/node';
import type { Command, ExitCode } from '../command.js';
import { commands } from '../commands.js';
import { bashScript } from '../completion/bash-script.js';
import { describeCommands, type DescribedCommand } from '../completion/describe-commands.js';
import { fishScript } from '../completion/fish-script.js';
import { zshScript } from '../completion/zsh-script.js';
import type { Io } from '../io.js';
import { loadOptionsOf } from '../source-options.js';

const help = `Usage: canonry completion (bash | zsh | fish | agents | hosts)

Print a script that makes a shell complete command lines of canonry: commands,
options, targets, agents, hosts and files.

  bash    eval "$(canonry completion bash)"  in ~/.bashrc
  zsh     eval "$(canonry completion zsh)"  in ~/.zshrc, after compinit
  fish    canonry completion fish | source  in ~/.config/fish/config.fish
  agents  what these scripts ask for: the names of the agents here, one a line
  hosts   the names of the hosts here

Example:
  canonry completion fish > ~/.config/fish/completions/canonry.fish
`;

const SCRIPTS: ReadonlyMap<string, (commands: readonly DescribedCommand[]) => string> = new Map([
  ['bash', bashScript],
  ['zsh', zshScript],
  ['fish', fishScript],
]);

const operands = [{ name: 'SHELL', values: [...SCRIPTS.keys(), 'agents', 'hosts'] }];

export const completion: Command = { help, grammar: { options: {}, operands }, run };

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  const script = SCRIPTS.get(positionals[0] ?? '');
  io.stdout.write(script === undefined ? await namesHere(positionals[0] === 'hosts', io) : script(await described(io)));
  return 0;
}

async function described({ targets }: Io): Promise<readonly DescribedCommand[]> {
  const loaded = await Promise.all(commands.map(async (entry) => ({ ...entry, command: await entry.load() })));
  return describeCommands(
    loaded,
    targets.map(({ name }) => name),
  );
}

/** What is wrong with the source is said by whatever is called next. */
async function namesHere(areHosts: boolean, io: Io): Promise<string> {
  const { root, roster } = await loadRoster(loadOptionsOf({}, io));
  const harnesses = io.targets.map(({ name }) => name);
  const names = areHosts ? (await loadHosts({ root, roster, harnesses })).names : roster.agents.map(({ name }) => name);
  return names.map((name) => `${name}\n`).join('');
}
