import type { Agent } from '../agent.js';
import { findingOf, type Finding } from '../diagnostic.js';
import type { FileTree } from '../file-tree.js';
import { decideOperation } from '../policy/explain.js';
import { isPathTool } from '../policy/pattern.js';
import { isStricter } from '../policy/strictness.js';
import type { Roster } from '../roster.js';
import type { Question, Target } from '../target.js';
import { quote } from '../text/quote.js';

interface MisplacedInput {
  readonly target: Pick<Target, 'name' | 'decide'>;
  readonly agents: Roster['agents'];
  /** What the target rendered. */
  readonly files: FileTree;
  /** Where the harness will work. */
  readonly place: Pick<Question, 'home' | 'project' | 'pathPrefix' | 'scope'>;
}

/**
 * Where the project is in a place that rules are about, and the harness does not see that: some name paths from the project,
 * so that of `/run/keys/**` not a letter is left for a project in /run/keys. What is rendered is the same everywhere; only
 * here it would let an agent do more than its definition.
 */
export function findMisplacedRules(input: MisplacedInput): readonly Finding[] {
  const paths = filesBeside(input.place.project);
  return input.agents
    .filter(hasRulesAboutPlaces)
    .flatMap((agent) =>
      ['read', 'edit'].flatMap((tool) => paths.flatMap((path) => wider(input, agent, tool, path) ?? []).slice(0, 1)),
    );
}

/** Without any, all that lies outside is decided alike, wherever the project is. */
function hasRulesAboutPlaces({ permissions }: Agent): boolean {
  return permissions.some(({ tool, rules }) => isPathTool(tool) && rules.length > 0);
}

/** One file in each of the directories that the project is in, the nearest first. */
function filesBeside(project: string): readonly string[] {
  const parts = project.split('/').filter((part) => part !== '');
  return parts.map((_, index) => `/${[...parts.slice(0, parts.length - 1 - index), 'x'].join('/')}`);
}

function wider(
  { target, files, place }: MisplacedInput,
  agent: Agent,
  tool: string,
  path: string,
): Finding | undefined {
  const { decision: old } = decideOperation(agent, tool, path, { home: place.home });
  const role = agent.mode === 'subagent' ? 'subagent' : 'main';
  const question: Question = { ...place, agent: agent.name, role, tool, input: path, trusted: true };
  const { decision: now, owned } = target.decide(files, question);
  if (old === null || owned !== undefined || !isStricter(old, now)) return undefined;
  const isNamed = agent.permissions.some((policy) => policy.tool === tool);
  return findingOf(
    'widened',
    {
      file: agent.file,
      place: { kind: 'key', path: ['permissions', isNamed ? tool : '*'] },
      agent: agent.name,
      tool,
      target: target.name,
      witness: path,
    },
    {
      target: target.name,
      agent: agent.name,
      tool,
      what: `${quote(path)}, with the project where it is,`,
      old,
      new: now,
    },
  );
}
