import { TREE_RULES, type HostTree } from './tree-rules.js';
import { readUnit } from './unit-file.js';
import { UNIT_RULES } from './unit-rules.js';

const UNIT = /^etc\/systemd\/system\/(?:([^/]+\.(?:service|timer|slice))|([^/]+)\.d\/[^/]+\.conf)$/;

/** The rules that a rendered host breaks, each with the unit that does. */
export function brokenRules(tree: HostTree): readonly string[] {
  const ofUnits = [...tree.files].flatMap(([path, text]) => {
    const [, whole, extended] = UNIT.exec(path) ?? [];
    const name = whole ?? extended;
    if (name === undefined) return [];
    const unit = readUnit(text);
    return UNIT_RULES.filter(({ broken }) => broken(unit, name)).map(({ rule }) => `${name}: ${rule}`);
  });
  return [...ofUnits, ...TREE_RULES.filter(({ broken }) => broken(tree)).map(({ rule }) => rule)];
}
