import { findingOf, quote, quoteList, type FileTree, type Finding, type JsonValue } from '@canonry/core';
import { readJson } from '@canonry/core/read-json';
import { textOf } from '@canonry/core/reading';
import { isList, isRecord, isText, type PlainRecord } from '../decide/plain-value.js';
import { parseRule } from '../decide/rule.js';
import { findInvalid } from '../decide/settings.js';
import { explainHooks } from './explain-hooks.js';
import { HOLDS } from '../render/shared-holds.js';
import { explainMode } from './explain-mode.js';
import { isGuard } from './guarded.js';
import { LISTS, showRule, type HarnessRule, type HarnessSettings, type List } from './harness-settings.js';
import { whyNoEffect } from './why-no-effect.js';

/** The settings of a project, those of one person included. */
const SETTINGS = ['.claude/settings.json', '.claude/settings.local.json'] as const;

/** The directory that a leading `/` of a path stands for, which is not known here. */
const ROOT = '';

/** `isGuarded`: each agent has the guard of canonry, and what that refuses is said by its policies. */
export function readSettingsFiles(files: FileTree, isGuarded: boolean): HarnessSettings {
  const read = SETTINGS.filter((file) => files.has(file)).map((file) => readFile(files, file, isGuarded));
  return { rules: read.flatMap(({ rules }) => rules), findings: read.flatMap(({ findings }) => findings) };
}

function readFile(files: FileTree, file: string, isGuarded: boolean): HarnessSettings {
  const text = textOf(files.get(file)?.bytes ?? new Uint8Array(), file);
  if (typeof text !== 'string') return { rules: [], findings: [text] };
  const value = parse(text);
  const read = readJson(text);
  if (!isRecord(value) || typeof read === 'string') {
    const reason = `${typeof read === 'string' ? read : 'a comment, a comma too many or no object'}; Claude Code discards the whole file, its denials too`;
    return { rules: [], findings: [findingOf('import-unreadable', { file }, { path: file, reason })] };
  }
  const whereOf = (path: readonly string[]): HarnessRule['where'] => ({
    file,
    place: { kind: 'text', ...read.placeOf(path) },
  });
  const invalid = findInvalid(value);
  if (invalid !== undefined) return { rules: [], findings: [explainInvalid(invalid, read.value, whereOf(invalid))] };
  const permissions = isRecord(value['permissions']) ? value['permissions'] : {};
  const lists = LISTS.map((list) => readList(list, permissions, text, whereOf(['permissions', list])));
  return {
    rules: lists.flatMap(({ rules }) => rules),
    findings: [
      ...lists.flatMap(({ findings }) => findings),
      ...explainMode('defaultMode', permissions['defaultMode'], whereOf(['permissions', 'defaultMode'])),
      ...explainHooks(value['hooks'], value['disableAllHooks'] === true, whereOf, (hook) => isGuarded && isGuard(hook)),
      ...explainRest([...read.value.keys()], permissions, file),
    ],
  };
}

function readList(
  list: List,
  permissions: PlainRecord,
  text: string,
  where: HarnessRule['where'],
): Pick<HarnessSettings, 'rules' | 'findings'> {
  const items = isList(permissions[list]) ? permissions[list] : [];
  const findings: Finding[] = [];
  const rules = items.flatMap((item): readonly HarnessRule[] => {
    const written = isText(item) ? item : JSON.stringify(item);
    // About how a tool is called, not about what it does: rendering writes these again.
    if (list === 'deny' && HOLDS.includes(written)) return [];
    const at = { file: where.file, place: placeOfItem(text, written, where) };
    const rule = parseRule(item, ROOT);
    const reason = rule === undefined ? 'it cannot be read, and is passed over' : whyNoEffect(rule, list);
    if (rule !== undefined && reason === undefined) return [{ ...rule, list, text: written, where: at }];
    const advice =
      list === 'allow'
        ? 'nothing has to be done: it is left out'
        : 'nothing of it is imported; if it was meant to restrict something, say that in agent.toml';
    const parameters = {
      rule: showRule({ list, text: written }),
      reason: reason ?? '',
      advice,
      harness: 'Claude Code',
    };
    findings.push(findingOf('import-no-effect', at, parameters));
    return [];
  });
  return { rules, findings };
}

/** Where an item of a list stands: the first text behind the list's key that spells it. */
function placeOfItem(text: string, item: string, { place }: HarnessRule['where']): HarnessRule['where']['place'] {
  if (place.kind !== 'text') return place;
  const offset = text.indexOf(JSON.stringify(item), place.offset);
  return offset === -1 ? place : { kind: 'text', offset, length: JSON.stringify(item).length };
}

function explainInvalid(path: readonly string[], value: JsonValue, where: HarnessRule['where']): Finding {
  const found = path.reduce<JsonValue | undefined>(
    (here, key) => (here instanceof Map ? here.get(key) : undefined),
    value,
  );
  return findingOf('import-invalid-value', where, {
    key: path.join('.'),
    value: isText(found) ? quote(found) : 'something else',
    harness: 'Claude Code',
    consequence: 'discards the whole file, its denials too',
    expected: 'what Claude Code takes there, or take it out',
  });
}

const READ: ReadonlySet<string> = new Set(['permissions', 'hooks', 'disableAllHooks', '$schema']);
const READ_BELOW: ReadonlySet<string> = new Set([...LISTS, 'defaultMode', 'additionalDirectories']);

function explainRest(keys: readonly string[], permissions: PlainRecord, file: string): readonly Finding[] {
  const left = [
    ...keys.filter((key) => !READ.has(key)),
    ...Object.keys(permissions).filter((key) => !READ_BELOW.has(key)),
  ];
  return left.length === 0 ? [] : [findingOf('import-left-alone', { file }, { keys: quoteList(left) })];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
