import { HOST_CATALOGUE } from './host-catalogue.js';
import { HOME_CATALOGUE } from './home-catalogue.js';
import { IMPORT_CATALOGUE } from './import-catalogue.js';
import { LOSS_CATALOGUE } from './loss-catalogue.js';
import { POLICY_CATALOGUE } from './policy-catalogue.js';
import { TARGET_CATALOGUE } from './target-catalogue.js';
import { TEXT_CATALOGUE } from './text-catalogue.js';
import { UNIT_CATALOGUE } from './unit-catalogue.js';
import { WRITING_CATALOGUE } from './writing-catalogue.js';

/**
 * Every diagnostic canonry can give: the one place where messages are worded.
 *
 * `message` says what is wrong, with the offending value; `fix` is the edit that mends it, shown as the hint unless the
 * place of the error knows a better one. `{name}` is filled from the parameters of the finding; the compiler checks them.
 * docs/diagnostics.md is generated from this file, and a test proves that each code is exercised by an input.
 */
export const CATALOGUE = {
  // Finding and reading files
  'no-source': {
    severity: 'error',
    message: 'there is nothing to read at {path}: {reason}',
    fix: 'name a project root (the directory of canonry.toml) or its agents directory',
  },
  'no-agents': {
    severity: 'error',
    message: 'no agents found; looked for {pattern}',
    fix: 'create one with: canonry new NAME',
  },
  'not-a-file': {
    severity: 'error',
    message: '{path} is {kind}, not a file',
    fix: 'put a regular file there, or remove it',
  },
  'not-a-directory': {
    severity: 'error',
    message: '{path} is {kind}, not a directory',
    fix: 'make it a directory, or correct the path',
  },
  'dangling-link': {
    severity: 'error',
    message: '{path} is a symbolic link to {target}, which does not exist',
    fix: 'create what it leads to, or remove the link',
  },
  'looping-link': {
    severity: 'error',
    message: '{path} is a symbolic link that leads back to itself',
    fix: 'let it lead elsewhere, or remove the link',
  },
  'outside-source': {
    severity: 'error',
    message: '{path} leads outside the source root',
    fix: 'copy what it points at into the source root; canonry reads nothing outside it',
  },
  unreadable: {
    severity: 'error',
    message: '{path} cannot be read: {reason}',
    fix: 'make it readable for the user who runs canonry',
  },
  'file-too-large': {
    severity: 'error',
    message: '{path} has {size} bytes; the limit is {limit}',
    fix: 'shorten the file or split it',
  },
  'too-many-files': {
    severity: 'error',
    message: '{path} holds more than {limit} files and directories, or directories too deep in each other',
    fix: 'keep what the skill does not need outside its directory',
  },
  'invalid-utf8': {
    severity: 'error',
    message: 'byte {byte} at offset {offset} is not UTF-8',
    fix: 'save the file as UTF-8',
  },
  'nul-byte': {
    severity: 'error',
    message: 'there is a NUL byte at offset {offset}',
    fix: 'remove the NUL byte; text files hold none',
  },
  'byte-order-mark': {
    severity: 'error',
    message: 'the file begins with a byte order mark',
    fix: 'save the file as UTF-8 without byte order mark',
  },
  'unportable-path': {
    severity: 'error',
    message: '{path} cannot exist on every system: {reason}',
    fix: 'rename it',
  },
  'colliding-paths': {
    severity: 'error',
    message: '{path} and {other} are one file on systems that ignore case or normalise Unicode',
    fix: 'rename one of them',
  },

  // Agent directories
  'missing-agent-toml': {
    severity: 'error',
    message: '{directory} has a system-prompt.md but no agent.toml',
    fix: 'add {directory}/agent.toml with name and description',
  },
  'missing-prompt': {
    severity: 'error',
    message: '{directory} has an agent.toml but no system-prompt.md',
    fix: "add {directory}/system-prompt.md with the agent's prompt",
  },
  'not-an-agent': {
    severity: 'warning',
    message: '{directory} holds neither agent.toml nor system-prompt.md and is not an agent',
    fix: 'add both files, or move the directory elsewhere',
  },
  'duplicate-agent': {
    severity: 'error',
    message: 'the name {name} is taken twice: {file} and {other}',
    fix: 'rename one of the two agents and its directory',
  },
  'name-differs-from-directory': {
    severity: 'error',
    message: 'name is {name}, but the directory is {directory}',
    fix: 'write {line}, or rename the directory',
  },

  // TOML and front matter
  'too-complex': {
    severity: 'error',
    message: '{reason}',
    fix: 'simplify it; what canonry reads needs tables two levels deep and lines that people can read',
  },
  'toml-syntax': {
    severity: 'error',
    message: 'this cannot be read as TOML: {reason}',
    fix: 'correct the line; the TOML 1.0 specification is at https://toml.io/en/v1.0.0',
  },
  'toml-newer-than-1.0': {
    severity: 'error',
    message: 'this is not TOML 1.0: {reason}',
    fix: 'write it as TOML 1.0; Nix reads these files too and knows no later version',
  },
  'toml-datetime': {
    severity: 'error',
    message: '{key} is the {kind} {value}',
    fix: 'write text in double quotes, or a number; Nix cannot read TOML dates and times',
  },
  'toml-not-finite': {
    severity: 'error',
    message: '{key} is {value}',
    fix: 'write a finite number; Nix cannot read inf and nan',
  },
  'control-character': {
    severity: 'error',
    message: '{key} holds the control character {character}',
    fix: 'remove it; the text must be one line of printable characters',
  },

  // Keys and values
  'unknown-key': {
    severity: 'error',
    message: 'there is no key {key} in {table}',
    fix: 'remove it; the keys here are {known}',
  },
  'refused-key': {
    severity: 'error',
    message: '{key} does not belong in {table}',
    fix: '{place}',
  },
  'misplaced-key': {
    severity: 'error',
    message: '{key} stands below the header [{table}], so TOML reads it as {table}.{key}',
    fix: 'move the line above the first [header] of the file',
  },
  'missing-key': {
    severity: 'error',
    message: '{key} is missing in {table}',
    fix: 'add {line}',
  },
  'wrong-type': {
    severity: 'error',
    message: '{key} must be {expected}, not {actual}',
    fix: 'write {example}',
  },
  'unknown-value': {
    severity: 'error',
    message: '{key} cannot be {value}',
    fix: 'use one of {allowed}',
  },
  'out-of-range': {
    severity: 'error',
    message: '{key} is {value}; it must be {range}',
    fix: 'write a whole number that is {range}',
  },
  'empty-text': {
    severity: 'error',
    message: '{key} is empty',
    fix: 'write at least one character that can be seen',
  },
  'text-too-long': {
    severity: 'error',
    message: '{key} has {length} characters; the limit is {limit}',
    fix: 'shorten it to {limit} characters',
  },
  'invalid-name': {
    severity: 'error',
    message: '{value} is not a name: {reason}',
    fix: 'use lower-case letters, digits and single hyphens, beginning with a letter, at most 64 characters',
  },
  'reserved-name': {
    severity: 'error',
    message: '{value} is a device name on Windows and cannot be a file there',
    fix: 'choose another name',
  },
  'duplicate-entry': {
    severity: 'warning',
    message: '{value} is listed twice in {key}',
    fix: 'remove one of the two',
  },

  // Permissions
  'unknown-tool': {
    severity: 'error',
    message: 'there is no tool {tool}',
    fix: 'the tools are {known}, mcp__SERVER, mcp__SERVER__TOOL and "*"',
  },
  'unknown-action': {
    severity: 'error',
    message: '{action} is not an action, in the rule {rule}',
    fix: 'end the rule with :allow, :ask or :deny',
  },
  'rule-without-action': {
    severity: 'error',
    message: 'the rule {rule} has no action',
    fix: 'end it with :allow, :ask or :deny, such as {example}',
  },
  'rule-without-pattern': {
    severity: 'error',
    message: 'the rule {rule} has no pattern',
    fix: 'put a pattern before the colon, or set intent if you mean every subject',
  },
  'padded-pattern': {
    severity: 'warning',
    message: 'the pattern of the rule {rule} {where} with a space, which has to match too',
    fix: 'write {example}',
  },
  'rules-not-allowed': {
    severity: 'error',
    message: '{tool} takes no rules: {reason}',
    fix: 'keep only intent',
  },

  // Policies
  ...POLICY_CATALOGUE,

  // References from agent.toml
  'unknown-skill': {
    severity: 'error',
    message: 'there is no skill {name}; looked for {path}',
    fix: 'create {path}, or correct the name',
  },
  'unknown-rule': {
    severity: 'error',
    message: 'there is no coding rule {name}; looked for {path}',
    fix: 'create {path}, or correct the name',
  },
  'unknown-context': {
    severity: 'error',
    message: 'there is no context file {name}; looked for {path}',
    fix: 'create {path}, or correct the name',
  },
  'invalid-reference': {
    severity: 'error',
    message: '{value} is not a reference: {reason}',
    fix: 'write the name or path below the directory of its kind, without .md',
  },
  'invalid-directory': {
    severity: 'error',
    message: '{value} is not a directory below the source root: {reason}',
    fix: 'write a relative path with /, such as "agents"',
  },

  // Prompts
  'empty-prompt': {
    severity: 'error',
    message: 'the prompt is empty',
    fix: 'write what the agent is and how it works; harnesses put their own prompt in place of an empty one',
  },

  // Texts that models read
  ...TEXT_CATALOGUE,

  // canonry.toml
  'unknown-target': {
    severity: 'error',
    message: 'there is no target {target}',
    fix: 'the targets are {known}',
  },
  'unknown-agent': {
    severity: 'error',
    message: 'there is no agent {agent}',
    fix: 'the agents are {known}',
  },
  'invalid-model': {
    severity: 'error',
    message: '{value} is not a model',
    fix: 'write provider/model, such as "anthropic/claude-sonnet-4-5"',
  },
  'unused-models': {
    severity: 'warning',
    message: 'there are models for {target}, but no [targets.{target}]',
    fix: 'add [targets.{target}] to enable the target, or remove the models',
  },

  // About the diagnostics themselves
  'more-like-this': {
    severity: 'info',
    message: 'there are {count} more of {code} in this file, from this line on',
    fix: 'mend those above, then look again',
  },
  // Rendering
  ...TARGET_CATALOGUE,
  ...LOSS_CATALOGUE,

  // Homes of agents on a host
  ...HOME_CATALOGUE,

  // Writing
  ...WRITING_CATALOGUE,

  // Hosts
  ...HOST_CATALOGUE,

  // What runs on a host
  ...UNIT_CATALOGUE,

  // Reading what other tools have
  ...IMPORT_CATALOGUE,
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

export interface CatalogueEntry {
  readonly severity: Severity;
  readonly message: string;
  readonly fix: string;
}

/** `error`: nothing is written. `warning`: an error under --strict. `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** The stable name of a diagnostic. */
export type Code = keyof typeof CATALOGUE;

/** The stable name of a case in which a harness decides by itself; each target declares its own. */
export type OwnedCode = `owned-${string}`;

/** What every owned case has in common with the others. */
const OWNED: CatalogueEntry = {
  severity: 'info',
  message: 'the harness decides this by itself, whatever is emitted for the agent',
  fix: 'know that the definition does not hold there; where that is not enough, choose a target that can hold it',
};

export function entryOf(code: Code | OwnedCode): CatalogueEntry {
  return isOwned(code) ? OWNED : CATALOGUE[code];
}

function isOwned(code: Code | OwnedCode): code is OwnedCode {
  return code.startsWith('owned-');
}

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** What the message and the fix of a code are filled with. */
export type Parameters<C extends Code> = Readonly<
  Record<Placeholders<(typeof CATALOGUE)[C]['message'] | (typeof CATALOGUE)[C]['fix']>, string>
>;
