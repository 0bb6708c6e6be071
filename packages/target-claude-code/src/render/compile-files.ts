import {
  combinePolicies,
  comparePolicies,
  permitsNoMore,
  rewritePolicy,
  type Finding,
  type Policy,
  type Rule,
  type Scope,
} from '@canonry/core';
import {
  commonPolicy,
  compareInside,
  insidePolicy,
  LEAVING,
  leavingLosses,
  openPolicy,
  outsidePolicy,
  type FileTool,
} from './file-areas.js';
import { losses } from './losses.js';
import { unlisted, type Member } from './member.js';
import { distinct, holds, specified } from './policies.js';
import {
  effective,
  joined,
  NO_RULES,
  withoutIdle,
  type Compiled,
  type RuleSets,
  type SpelledRule,
} from './shared-rules.js';
import { spellInside, spellOutside, type SpelledPath } from './spell-path.js';

const NAMES: Readonly<Record<FileTool, string>> = { read: 'Read', edit: 'Edit' };
const BECAUSE = 'rules of the settings hold for all agents, and paths are matched there as .gitignore matches them';
const BECAUSE_OF_HOME = 'where the project is in the home, a rule about all of the home holds in the project, too';

interface FileOptions {
  readonly scope: Scope;
  readonly mayShare: boolean;
  /** The rules about reading, where it is about editing. */
  readonly read?: RuleSets;
}

/** The rules about one of the tools for files. */
export function compileFiles(tool: FileTool, members: readonly Member[], options: FileOptions): Compiled {
  const common = rewritten(commonPolicy(tool, members, tool, (member) => insidePolicy(member, tool)));
  // The project may lie anywhere: a rule that opens other places may open it, too.
  const opens = options.mayShare && (tool === 'read' || (common.intent === 'allow' && isAnchored(common, options)));
  const outside = compileOutside(tool, members, { ...options, mayShare: opens });
  const inside = compileInside(tool, members, { ...options, common, outside: outside.sets });
  return {
    sets: joined([inside.sets, outside.sets]),
    refused: [...inside.refused, ...outside.refused],
    findings: [...inside.findings, ...outside.findings],
  };
}

interface InsideOptions extends FileOptions {
  /** What all agents may do together. */
  readonly common: Policy;
  readonly outside: RuleSets;
}

function compileInside(
  tool: FileTool,
  members: readonly Member[],
  { scope, mayShare, read = NO_RULES, common, outside }: InsideOptions,
): Compiled {
  const named = members.flatMap((member) => {
    const policy = holds(member, tool) ? insidePolicy(member, tool) : null;
    return policy === null ? [] : [{ member, policy }];
  });
  const spell = (pattern: string): SpelledPath | undefined => spellInside(pattern, scope);
  const held = named.map(({ member, policy }) => ({ member, policy: rewritten(policy) }));
  const strict = held.filter(({ policy }) => policy.intent !== 'deny').map(({ policy }) => policy);
  // Files of the project are read unasked: then what asks has to be said.
  const asking = tool === 'read' ? held.map(({ policy }) => policy).filter(({ intent }) => intent === 'allow') : [];
  const opens = mayShare && tool === 'edit' && isAnchored(common, { scope });
  const others = joined([outside, denied(read)]);
  const isAtHome = [...others.allow, ...others.ask, ...others.deny].some((rule) => (rule.atHome ?? []).length > 0);
  // One for each place that the project may be in: somewhere, or in the home.
  const meanings = (member: Member, sets: RuleSets): readonly Policy[] => {
    const isOpen = tool === 'read' || member.mode === 'acceptEdits';
    const rules = joined([sets, others]);
    return (isAtHome ? [rules, atHome(rules)] : [rules]).map((one) =>
      effective(tool, member, one, isOpen ? 'allow' : unlisted(member)),
    );
  };
  const asked = distinct([...(opens ? [common] : []), ...asking]);
  const sets = withoutIdle(
    joined([
      opens ? allowing(tool, common, spell) : NO_RULES,
      { ...NO_RULES, ask: asked.flatMap((one) => holding(tool, one, 'ask', spell)) },
      { ...NO_RULES, deny: distinct(strict).flatMap((one) => holding(tool, one, 'deny', spell)) },
    ]),
    members.filter((member) => holds(member, tool)),
    meanings,
  );
  const judged = named.map(({ member, policy }) => {
    const bound = tool === 'read' ? readUnasked(policy) : policy;
    const now = meanings(member, sets);
    const [anywhere = [], inHome = []] = now.map((one) => compareInside(tool, policy, one));
    return {
      member,
      anywhere,
      onlyInHome: inHome.filter((one) => !anywhere.some((other) => other.old === one.old && other.new === one.new)),
      isSafe: now.every((one) => permitsNoMore(compareInside(tool, bound, one))),
    };
  });
  return {
    sets,
    refused: judged.filter((one) => !one.isSafe).map(({ member }) => member),
    findings: judged.flatMap(({ member: { agent }, anywhere, onlyInHome }) => [
      ...losses.narrowed(agent, tool, anywhere, BECAUSE),
      ...losses.narrowed(agent, tool, onlyInHome, BECAUSE_OF_HOME),
    ]),
  };
}

/** Paths in the settings of a person begin wherever a `cd` has led, so there it is the whole project or nothing. */
function isAnchored({ intent, rules }: Policy, { scope }: Pick<FileOptions, 'scope'>): boolean {
  return scope === 'project' || (intent === 'allow' && rules.length === 0);
}

/** Where files are read that are to be asked about, Claude Code does so by itself. */
function readUnasked(policy: Policy): Policy {
  const isAsking = rewritten(policy).intent === 'ask';
  if (!isAsking) return policy;
  return { ...policy, intent: 'allow', rules: policy.rules.map(withoutAsking) };
}

function withoutAsking(rule: Rule): Rule {
  return rule.action === 'ask' ? { ...rule, action: 'allow' } : rule;
}

function compileOutside(
  tool: FileTool,
  members: readonly Member[],
  { mayShare, read = NO_RULES }: FileOptions,
): Compiled {
  const users = members.filter(
    (member) =>
      holds(member, tool) && (specified(member.agent, tool) !== null || specified(member.agent, LEAVING) !== null),
  );
  // A file that may be edited may be read there.
  const opened = tool === 'edit' ? (['edit', 'read'] as const) : (['read'] as const);
  const shared = opened.map((one) => commonPolicy(LEAVING, members, one, (member) => openPolicy(member, one)));
  const common = rewritten(combinePolicies(LEAVING, shared).policy);
  const said = users.flatMap((member) => [outsidePolicy(member, tool), specified(member.agent, LEAVING)]);
  const held = distinct(said.flatMap((policy) => (policy === null ? [] : [rewritten(policy)])));
  const meaning = (member: Member, sets: RuleSets): Policy =>
    effective(LEAVING, member, elsewhere(joined([sets, denied(read)])), unlisted(member));
  const sets = withoutIdle(
    joined([
      mayShare ? allowing(tool, common, spellOutside) : NO_RULES,
      { ...NO_RULES, ask: mayShare ? holding(tool, common, 'ask', spellOutside) : [] },
      {
        ...NO_RULES,
        deny: held.filter(({ intent }) => intent !== 'deny').flatMap((one) => holding(tool, one, 'deny', spellOutside)),
      },
    ]),
    users,
    (member, rules) => [meaning(member, rules)],
  );
  const { refused, findings } = judgeOutside(tool, users, (member) => meaning(member, sets));
  return { sets, refused: [...refused, ...users.filter((member) => isDeniedAll(tool, member))], findings };
}

/**
 * All below the root is denied to it. The project is there, too, and a rule would deny it to all agents. Only the command lines
 * of an agent with Bash are held back by nothing else.
 */
function isDeniedAll(tool: FileTool, member: Member): boolean {
  const own = outsidePolicy(member, tool);
  if (own === null || rewritten(own).intent === 'deny' || holds(member, 'bash')) return false;
  return holding(tool, rewritten(own), 'deny', spellOutside).some(({ meant }) => meant.includes('*'));
}

function judgeOutside(
  tool: FileTool,
  users: readonly Member[],
  meaning: (member: Member) => Policy,
): Pick<Compiled, 'refused' | 'findings'> {
  const refused: Member[] = [];
  const findings: Finding[] = [];
  for (const member of users) {
    const { agent } = member;
    const now = meaning(member);
    const [own, leaving] = [outsidePolicy(member, tool), specified(agent, LEAVING)];
    if (own !== null && !permitsNoMore(comparePolicies(LEAVING, own, now))) refused.push(member);
    const isSaid = tool === 'edit' && holds(member, 'read');
    if (leaving !== null && !isSaid && !permitsNoMore(comparePolicies(LEAVING, leaving, now)))
      findings.push(
        losses.unenforced(agent, LEAVING, 'what is denied outside of the project is only asked about there'),
      );
    // Whoever may leave the project to read may leave it; what is edited there is a question of its own.
    const isOfTool = leaving === null || isSaid;
    const differences = isOfTool ? leavingLosses(member, tool, now) : comparePolicies(LEAVING, leaving, now);
    findings.push(...losses.narrowed(agent, isOfTool ? tool : LEAVING, differences, BECAUSE));
  }
  return { refused, findings };
}

type Spell = (pattern: string) => SpelledPath | undefined;

/** What all may do, as far as it can be said exactly. */
function allowing(tool: FileTool, { intent, rules }: Policy, spell: Spell): RuleSets {
  const patterns =
    intent === 'allow' ? ['*'] : rules.filter(({ action }) => action === 'allow').map(({ pattern }) => pattern);
  const spelled = patterns.flatMap((pattern) => spell(pattern) ?? []).filter(({ isExact }) => isExact);
  return {
    allow: spelled.map((one) => ruleOf(tool, one)),
    ask: spelled.flatMap(({ beyond }) => (beyond === undefined ? [] : [ruleOf(tool, beyond)])),
    deny: [],
  };
}

function holding(tool: FileTool, { rules }: Policy, action: Rule['action'], spell: Spell): readonly SpelledRule[] {
  return rules
    .filter((rule) => rule.action === action)
    .flatMap(({ pattern }) => spell(pattern) ?? [])
    .map((one) => ruleOf(tool, one));
}

function ruleOf(
  tool: FileTool,
  { content, meant, atHome: also, outside }: Omit<SpelledPath, 'isExact' | 'beyond'>,
): SpelledRule {
  return { text: `${NAMES[tool]}(${content})`, meant, atHome: also, outside };
}

/** The rules as they are about files outside of the project. */
function elsewhere(sets: RuleSets): RuleSets {
  return readAs(sets, ({ outside = [] }) => outside);
}

/** The rules as they are about files of a project in the home. */
function atHome(sets: RuleSets): RuleSets {
  return readAs(sets, ({ meant, atHome: also = [] }) => [...meant, ...also]);
}

function readAs({ allow, ask, deny }: RuleSets, meaning: (rule: SpelledRule) => readonly string[]): RuleSets {
  const turned = (rule: SpelledRule): SpelledRule => ({ text: rule.text, meant: meaning(rule) });
  return { allow: allow.map(turned), ask: ask.map(turned), deny: deny.map(turned) };
}

/** Who may not read a file cannot write it either. */
function denied({ deny }: RuleSets): RuleSets {
  return { ...NO_RULES, deny };
}

function rewritten(policy: Policy): Policy {
  return rewritePolicy(policy, 'strictest-action').policy;
}
