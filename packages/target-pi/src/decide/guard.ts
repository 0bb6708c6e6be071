import { keptFor, type FileTree, type Question } from '@canonry/core';
import { GUARD_LIBRARY, loadPolicies, type LoadedPolicies } from '@canonry/core/guard';
import { GUARD_EXTENSION } from '../render/guard-text.js';
import { isLeftOut } from './left-out.js';
import { placeOf, type Place } from './place.js';

/** Whether canonry's guard is at work. `broken`: it refuses to load, so Pi does not start. */
export type Guard =
  | { readonly kind: 'none' | 'broken' }
  | { readonly kind: 'guard'; readonly main: string | null; readonly policies: LoadedPolicies };

/** Read once for all the questions about some files. */
export function guardIn(files: FileTree, question: Question): Guard {
  return keptGuard(files, () => readGuard(placeOf(files, question)), `${question.scope} ${question.trusted}`);
}

const keptGuard = keptFor<Guard>();

/** Of a program that is not ours nobody can say what it holds. */
function readGuard(place: Place): Guard {
  const { textAt } = place;
  const extension = textAt('extensions/canonry-guard.ts');
  if (extension !== GUARD_EXTENSION || isLeftOut(place)) return { kind: 'none' };
  const policies = loadPolicies(() => textAt('canonry/policies.json') ?? '');
  const main = mainOf(textAt('canonry/guard.json') ?? '');
  const isWhole = textAt('canonry/canonry-guard.mjs') === GUARD_LIBRARY && policies.kind === 'policies';
  const isKnown = main === null || (isWhole && policies.agents.some(({ name }) => name === main));
  return isWhole && isKnown && main !== undefined ? { kind: 'guard', main, policies } : { kind: 'broken' };
}

function mainOf(text: string): string | null | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const main: unknown = typeof value === 'object' && value !== null && 'main' in value ? value.main : undefined;
    return main === null || typeof main === 'string' ? main : undefined;
  } catch {
    return undefined;
  }
}
