import { commands } from '../../packages/cli/src/commands.js';
import { generalHelp } from '../../packages/cli/src/help.js';

/** docs/commands.md: what `--help` says of each command. */
export async function describeCommands(): Promise<string> {
  const sections = await Promise.all(
    commands.map(async ({ name, load }) => `## ${name}\n\n${block((await load()).help)}`),
  );
  return `# Commands

What \`canonry --help\` and \`canonry COMMAND --help\` say. Generated from \`packages/cli/src/commands/\` by \`npm run golden\`; edit it there.

${block(generalHelp())}
${sections.join('\n')}`;
}

function block(help: string): string {
  return `\`\`\`text\n${help.trimEnd()}\n\`\`\`\n`;
}
