import type { FileTree } from '@canonry/core';
import { EVENTS, readHooks, type Hook } from './hook.js';
import { isList, isRecord, isText, type PlainRecord } from './plain-value.js';
import { parseRule, type Rule } from './rule.js';
import { textOf } from './text-of.js';

export type Mode = 'default' | 'acceptEdits' | 'plan' | 'dontAsk' | 'bypassPermissions';

/** What the settings say about permissions, of all files together. */
export interface Settings {
  readonly allow: readonly Rule[];
  readonly ask: readonly Rule[];
  readonly deny: readonly Rule[];
  readonly mode: Mode;
  /** What would be asked is denied. */
  readonly asksNobody: boolean;
  readonly directories: readonly string[];
  readonly hooks: readonly Hook[];
  /** Hooks that may answer in the person's place. */
  readonly answerers: readonly Hook[];
  readonly hooksDisabled: boolean;
  /** Commands in the text of a skill run when it is used. */
  readonly runsSkillCommands: boolean;
  /** The skills that it comes with are there. */
  readonly hasOwnSkills: boolean;
}

/** What one file says. */
export interface SettingsFile extends Omit<Settings, 'mode' | 'asksNobody' | 'runsSkillCommands' | 'hasOwnSkills'> {
  readonly mode?: Mode;
  readonly runsSkillCommands?: boolean;
  readonly hasOwnSkills?: boolean;
  readonly wantsBypass: boolean;
  readonly forbidsBypass: boolean;
}

const NO_SETTINGS: SettingsFile = {
  allow: [],
  ask: [],
  deny: [],
  directories: [],
  hooks: [],
  answerers: [],
  hooksDisabled: false,
  wantsBypass: false,
  forbidsBypass: false,
};

/** A settings file of the tree; nothing of it counts if one value in it is not what Claude Code expects there. */
export function readSettings(files: FileTree, path: string, root: string): SettingsFile {
  const text = textOf(files, path);
  const value = text === undefined ? undefined : parseJson(text);
  if (!isRecord(value) || findInvalid(value) !== undefined) return NO_SETTINGS;
  const permissions = isRecord(value['permissions']) ? value['permissions'] : {};
  const rules = (list: unknown): readonly Rule[] =>
    isList(list) ? list.flatMap((rule) => parseRule(rule, root) ?? []) : [];
  const directories = permissions['additionalDirectories'];
  const mode = modeOf(permissions['defaultMode']);
  const { disableSkillShellExecution: withoutCommands, disableBundledSkills: withoutSkills } = value;
  return {
    allow: rules(permissions['allow']),
    ask: rules(permissions['ask']),
    deny: rules(permissions['deny']),
    ...(mode === undefined ? {} : { mode }),
    directories: isList(directories) ? directories.filter(isText) : [],
    hooks: readHooks(value['hooks']) ?? [],
    answerers: readHooks(value['hooks'], 'PermissionRequest') ?? [],
    wantsBypass: permissions['defaultMode'] === 'bypassPermissions',
    forbidsBypass: permissions['disableBypassPermissionsMode'] === 'disable',
    hooksDisabled: value['disableAllHooks'] === true,
    ...(typeof withoutCommands === 'boolean' ? { runsSkillCommands: !withoutCommands } : {}),
    ...(typeof withoutSkills === 'boolean' ? { hasOwnSkills: !withoutSkills } : {}),
  };
}

/** The first value for which Claude Code discards a settings file, by its keys. */
export function findInvalid(value: PlainRecord): readonly string[] | undefined {
  const { permissions = {} } = value;
  const key = invalidKey(value, TOP_LEVEL);
  if (key !== undefined) return [key];
  const own = isRecord(permissions) ? invalidKey(permissions, PERMISSIONS) : undefined;
  if (own !== undefined) return ['permissions', own];
  const event = EVENTS.find((one) => readHooks(value['hooks'], one) === undefined);
  return event === undefined ? undefined : ['hooks', event];
}

/** The modes that anybody may set and that change a decision. */
export function modeOf(value: unknown): Mode | undefined {
  if (value === 'manual') return 'default';
  return value === 'default' || value === 'acceptEdits' || value === 'plan' || value === 'dontAsk' ? value : undefined;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

type Check = (value: unknown) => boolean;

const isBoolean: Check = (value) => typeof value === 'boolean';
const isTexts: Check = (value) => isList(value) && value.every(isText);
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);

/** The values that were seen to discard the whole file. A key that is not here is taken as it comes. */
const TOP_LEVEL: Readonly<Record<string, Check>> = {
  $schema: isText,
  permissions: isRecord,
  env: isRecord,
  model: isText,
  disableAllHooks: isBoolean,
  disableBundledSkills: isBoolean,
  disableSkillShellExecution: isBoolean,
  cleanupPeriodDays: (value) => typeof value === 'number' && value >= 1,
  includeCoAuthoredBy: isBoolean,
  apiKeyHelper: isText,
  statusLine: isRecord,
  outputStyle: isText,
  sandbox: (value) => isRecord(value) && (value['enabled'] === undefined || isBoolean(value['enabled'])),
  attribution: isRecord,
  language: isText,
  enabledPlugins: isRecord,
  alwaysThinkingEnabled: isBoolean,
  respectGitignore: isBoolean,
  spinnerTipsEnabled: isBoolean,
  availableModels: isTexts,
};

const PERMISSIONS: Readonly<Record<string, Check>> = {
  allow: isList,
  ask: isList,
  deny: isList,
  defaultMode: oneOf('default', 'manual', 'acceptEdits', 'plan', 'dontAsk', 'auto', 'bypassPermissions'),
  additionalDirectories: isTexts,
  disableBypassPermissionsMode: oneOf('disable'),
  disableAutoMode: oneOf('disable'),
};

function invalidKey(record: PlainRecord, checks: Readonly<Record<string, Check>>): string | undefined {
  return Object.keys(checks).find((key) => Object.hasOwn(record, key) && checks[key]?.(record[key]) === false);
}
