import { shellWord } from '@canonry/core';
import { SOURCE_OPTIONS } from './source-options.js';

/** How every command that renders takes what to render, and where to. */
export const OUTPUT_OPTIONS = {
  ...SOURCE_OPTIONS,
  target: { type: 'string', short: 't', multiple: true },
  out: { type: 'string' },
  model: { type: 'string', multiple: true },
} as const;

export interface OutputValues {
  readonly agents?: string | undefined;
  readonly config?: string | undefined;
  readonly target?: readonly string[] | undefined;
  readonly out?: string | undefined;
  readonly model?: readonly string[] | undefined;
  readonly host?: string | undefined;
}

/** How a machine is named instead of the targets of canonry.toml. */
export const HOST_OPTION = { host: { type: 'string' } } as const;

/** Its part of their help. */
export const HOST_HELP = `  -t host --host NAME  the machine of hosts/NAME.toml; --out stands for its /`;

/** Their part of a command's help. */
export const OUTPUT_HELP = `  -t, --target TARGET  only this target; may be given more than once
  --agents DIR         the agents in DIR; its parent is the source root
  --config FILE        use FILE as canonry.toml; its directory is the source root
  --out DIR            write below DIR instead of the source root (for targets of
                       scope "user": instead of the home directory)
  --model [TARGET:]AGENT=MODEL
                       another model for an agent; may be given more than once`;

/** The same selection for another command, as a person would type it. */
export function commandLine(command: string, values: OutputValues): string {
  const flags = [
    ...(values.target ?? []).flatMap((name) => ['-t', name]),
    ...valueFlag('--agents', values.agents),
    ...valueFlag('--config', values.config),
    ...valueFlag('--host', values.host),
    ...valueFlag('--out', values.out),
    ...(values.model ?? []).flatMap((model) => ['--model', model]),
  ];
  return ['canonry', command, ...flags.map(shellWord)].join(' ');
}

function valueFlag(flag: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [flag, value];
}
