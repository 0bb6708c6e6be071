import { commands } from './commands.js';

/** What `canonry --help` prints. */
export function generalHelp(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return `Usage: canonry COMMAND [ARGUMENT]...

Write an agent once; compile it to every coding-agent harness; prove what it may do there.

Commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(width)} ${summary}`).join('\n')}

Options:
  -h, --help     show this help; after a command, the help of that command
  -V, --version  show the version

Exit codes: 0 clean, 1 something is wrong or differs, 2 wrong usage, 130 interrupted.

Example:
  canonry init && canonry render --dry-run
`;
}
