import { SOURCE_OPTIONS, type SourceValues } from '../source-options.js';

export const HOST_OPTIONS = {
  ...SOURCE_OPTIONS,
  root: { type: 'string' },
  account: { type: 'string' },
  model: { type: 'string', multiple: true },
  print: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  'delete-home': { type: 'boolean' },
  force: { type: 'boolean' },
  strict: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** What comes after `canonry host ACTION`. */
export interface HostValues extends SourceValues {
  /** The operand. */
  readonly host?: string | undefined;
  readonly root?: string | undefined;
  readonly account?: string | undefined;
  readonly model?: readonly string[] | undefined;
  readonly print?: boolean | undefined;
  readonly 'dry-run'?: boolean | undefined;
  readonly 'delete-home'?: boolean | undefined;
  readonly force?: boolean | undefined;
  readonly strict?: boolean | undefined;
  readonly json?: boolean | undefined;
}
