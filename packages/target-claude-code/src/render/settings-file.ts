import { findingOf, quoteList, type Agent, type Finding, type JsonEntry, type JsonKeysOutput } from '@canonry/core';
import { SETTINGS } from './directories.js';
import { TARGET } from './losses.js';
import { whyNotARule } from './check-rules.js';
import { switchEntries, switchFindings, type SharedHolds } from './shared-holds.js';
import type { RuleSets } from './shared-rules.js';

/** Our entries of the settings, which are shared with people. Nothing else there is ours. */
export function settingsFile(sets: RuleSets, holds: SharedHolds): readonly JsonKeysOutput[] {
  const rules = (['allow', 'ask', 'deny'] as const).flatMap((name): readonly JsonEntry[] => {
    const items = textsOf(name, sets, holds);
    for (const item of items) {
      const reason = whyNotARule(item);
      if (reason !== undefined) throw new Error(`${item}: ${reason}`);
    }
    return items.length === 0 ? [] : [{ kind: 'items', keys: ['permissions', name], items }];
  });
  const entries = [...rules, ...switchEntries(holds.switches)];
  return entries.length === 0 ? [] : [{ kind: 'json-keys', path: SETTINGS, entries }];
}

function textsOf(name: keyof RuleSets, sets: RuleSets, { deny }: SharedHolds): readonly string[] {
  return [...sets[name].map(({ text }) => text), ...(name === 'deny' ? deny : [])].toSorted();
}

/** Rules there hold for the person too, who talks to no agent. */
export function sharedFindings(sets: RuleSets, holds: SharedHolds, agents: readonly Agent[]): readonly Finding[] {
  const [first] = agents;
  if (first === undefined) return [];
  const told = (code: 'shared-allow' | 'shared-ask' | 'shared-deny', name: keyof RuleSets): readonly Finding[] => {
    const rules = textsOf(name, sets, holds);
    if (rules.length === 0) return [];
    const parameters = { target: TARGET, rules: quoteList(rules) };
    return [findingOf(code, { file: first.file, target: TARGET }, parameters)];
  };
  return [
    ...told('shared-allow', 'allow'),
    ...told('shared-ask', 'ask'),
    ...told('shared-deny', 'deny'),
    ...switchFindings(holds.switches, agents),
  ];
}
