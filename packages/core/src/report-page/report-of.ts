import type { Agent } from '../agent.js';
import type { Diagnostic, KeyPath } from '../diagnostic.js';
import { LOSSES, type Enforcement } from '../project.js';
import type { Roster } from '../roster.js';
import { policyOf } from '../policy/policy-of.js';
import type { SplitLine } from '../policy/subject.js';
import type { LinesAbout, Target } from '../target.js';
import { TOOLS } from '../tools.js';
import { interning, type Pool } from './interning.js';
import { reportCell, type AskedTarget } from './report-cell.js';
import type {
  EmittedText,
  ReportedAgent,
  ReportedCell,
  ReportedChanges,
  ReportedRemark,
  ReportModel,
} from './report-model.js';
import { visibleData } from './visible-text.js';

interface ReportInput {
  readonly roster: Pick<Roster, 'agents'>;
  readonly targets: readonly RenderedForReport[];
  /** Of the source and of all targets. */
  readonly diagnostics: readonly Diagnostic[];
  /** Takes a command line apart. */
  readonly split: (line: string) => SplitLine;
  /** Where a key of an agent's file is. */
  readonly lineOf: (agent: Agent, path: KeyPath) => number | undefined;
  readonly since?: ReportedChanges;
}

export interface RenderedForReport extends AskedTarget {
  readonly target: Target;
  readonly enforcement: Enforcement;
}

/** What the page of a report shows. The same input gives the same data, in the same order. */
export function reportOf({ roster, targets, diagnostics, split, lineOf, since }: ReportInput): ReportModel {
  const tools = toolsOf(roster.agents);
  const owned = new Set<string>(targets.flatMap(({ target }) => target.owned.map(({ code }) => code)));
  // Where a harness decides by itself is the same for all agents, and is said with the target.
  const remarks = diagnostics.filter(({ code }) => !owned.has(code));
  const byAgent = groupedByAgent(remarks);
  const cells = interning<ReportedCell>();
  const lines = interning<EmittedText>();
  const agents = roster.agents.map((agent) => {
    const about = byAgent.get(agent.name) ?? [];
    const options = { split, lineOf: (path: KeyPath) => lineOf(agent, path) };
    return reportAgent(agent, about, { tools, targets, cells, lines, options });
  });
  const known = new Set(roster.agents.map(({ name }) => name));
  const general = remarks.filter(({ agent }) => agent === undefined || !known.has(agent));
  return visibleData({
    tools,
    targets: targets.map(describeTarget),
    agents,
    cells: cells.values,
    lines: lines.values,
    remarks: general.map(remarkOf),
    ...(since === undefined ? {} : { since }),
  });
}

function groupedByAgent(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const { agent = '' } = diagnostic;
    groups.set(agent, [...(groups.get(agent) ?? []), diagnostic]);
  }
  return groups;
}

/** Those that somebody says something about come first; the others count, too, because each harness does something with them. */
function toolsOf(agents: readonly Agent[]): readonly string[] {
  const named = new Set(agents.flatMap(({ permissions }) => permissions.map(({ tool }) => tool)));
  const others = [...named].filter((tool) => !isKnown(tool)).toSorted();
  return [...TOOLS.filter((tool) => named.has(tool)), ...others, ...TOOLS.filter((tool) => !named.has(tool))];
}

function isKnown(tool: string): boolean {
  return TOOLS.some((known) => known === tool);
}

function describeTarget({ target, enforcement, place, files }: RenderedForReport): ReportModel['targets'][number] {
  return {
    name: target.name,
    enforcement,
    scope: place.scope,
    isRefused: files === undefined,
    owned: target.owned.map(({ code, summary }) => ({ code, summary })),
    showsLines: target.linesAbout !== undefined,
  };
}

interface Shared {
  readonly tools: readonly string[];
  readonly targets: readonly RenderedForReport[];
  readonly cells: Pool<ReportedCell>;
  readonly lines: Pool<EmittedText>;
  readonly options: Parameters<typeof reportCell>[3];
}

function reportAgent(
  agent: Agent,
  diagnostics: readonly Diagnostic[],
  { tools, targets, cells, lines, options }: Shared,
): ReportedAgent {
  const { name, displayName = null, mode, description, tags, skills, rules, context, maxTurns = null, file } = agent;
  const linesAbout = ({ target, files }: RenderedForReport, tool: string): readonly number[] => {
    const of = (one: string): readonly LinesAbout[] =>
      files === undefined ? [] : (target.linesAbout?.(files, name, one) ?? []);
    const own = of(tool);
    const found = own.length === 0 && policyOf(agent, tool).kind === 'star' ? of('*') : own;
    return found.map(({ isShared = false, ...text }) => lines.place({ ...text, isShared }));
  };
  return {
    name,
    displayName,
    mode,
    description,
    tags,
    skills,
    rules,
    context,
    maxTurns,
    file,
    cells: tools.map((tool) => {
      const remarks = diagnostics.filter((diagnostic) => diagnostic.tool === tool).map(remarkOf);
      return cells.place({ ...reportCell(agent, tool, targets, options), remarks });
    }),
    lines: tools.map((tool) => targets.map((target) => linesAbout(target, tool))),
    remarks: diagnostics.filter(({ tool }) => tool === undefined || !tools.includes(tool)).map(remarkOf),
  };
}

function remarkOf(diagnostic: Diagnostic): ReportedRemark {
  const { code, severity, message, target = null, witness = null, file = null, line = null, hint = null } = diagnostic;
  const isLoss = code === 'accepted-loss' || LOSSES.some((loss) => loss === code);
  return { code, severity, isLoss, message, target, witness, file, line, hint };
}
