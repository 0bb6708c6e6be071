import { findingOf, type Finding } from './diagnostic.js';
import { LOSSES, type AcceptedLoss } from './project.js';
import { quote } from './text/quote.js';

export interface Acceptance {
  /** As canonry.toml has them, in its order. */
  readonly accept: readonly AcceptedLoss[];
  /** Where canonry.toml is, below the source root. */
  readonly file: string;
  /** The targets that were rendered: nothing is said about entries for others. */
  readonly targets: readonly string[];
}

/** Turns losses that somebody has accepted into a record of that, and names the entries that accept nothing any more. */
export function acceptLosses(findings: readonly Finding[], { accept, file, targets }: Acceptance): readonly Finding[] {
  const used = new Set<AcceptedLoss>();
  const judged = findings.map((finding) => {
    const entries = accept.filter((entry) => isAbout(entry, finding));
    for (const entry of entries) used.add(entry);
    const [first] = entries;
    return first === undefined ? finding : accepted(finding, first);
  });
  const idle = accept.flatMap((entry, index) =>
    used.has(entry) || !targets.includes(entry.target) ? [] : [explainIdle(entry, index, file)],
  );
  return [...judged, ...idle];
}

/** Nothing but a loss can be accepted, and of a difference only the one that is named. */
function isAbout(entry: AcceptedLoss, { code, target, agent, tool, witness }: Finding): boolean {
  return (
    LOSSES.some((loss) => loss === code) &&
    entry.code === code &&
    entry.target === target &&
    entry.agent === agent &&
    entry.tool === tool &&
    (entry.witness === undefined || entry.witness === witness)
  );
}

function accepted({ message, ...where }: Finding, { reason }: AcceptedLoss): Finding {
  return findingOf('accepted-loss', where, { loss: message, reason });
}

function explainIdle({ code, target, agent, tool, witness }: AcceptedLoss, index: number, file: string): Finding {
  const what = witness === undefined ? tool : `${tool} ${quote(witness)}`;
  const where = { file, place: { kind: 'value', path: ['accept', index] }, target, agent, tool } as const;
  return findingOf('idle-acceptance', where, { target, code, agent, what, file });
}
