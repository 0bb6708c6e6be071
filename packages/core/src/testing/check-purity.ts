import type { Roster } from '../roster.js';
import type { Target } from '../target.js';
import { renderForTest } from './check-target.js';
import type { RenderedFiles } from './compare-with-canonical.js';
import { ORDINARY_PLACE, type QuestionPlace } from './question-place.js';

/** What a target does that it must not. */
export type PurityFault = 'changes-its-input' | 'differs-when-repeated' | 'depends-on-the-order-of-agents';

/** Renders in every way that must make no difference. An empty list is what you want. */
export function checkPurity(
  target: Target,
  roster: Roster,
  place: QuestionPlace = ORDINARY_PLACE,
): readonly PurityFault[] {
  const before = show(roster);
  const first = showRendered(renderForTest(target, roster, place));
  const again = showRendered(renderForTest(target, roster, place));
  const turned = { ...roster, agents: roster.agents.toReversed() };
  const faults: PurityFault[] = [];
  if (show(roster) !== before) faults.push('changes-its-input');
  if (again !== first) faults.push('differs-when-repeated');
  if (showRendered(renderForTest(target, turned, place)) !== first) faults.push('depends-on-the-order-of-agents');
  return faults;
}

/** Findings are sorted: the one who prints them does so too. */
function showRendered({ files, findings }: RenderedFiles): string {
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return show({ sorted, findings: findings.map(show).toSorted() });
}

/** A text for a value, with everything that it holds. */
function show(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (item instanceof Map) return { map: [...item] };
    if (item instanceof Uint8Array) return { bytes: Buffer.from(item).toString('base64') };
    return item;
  });
}
