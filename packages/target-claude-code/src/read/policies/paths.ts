import { findingOf, isStricter, type Action, type Finding, type Policy, type Rule } from '@canonry/core';
import {
  isCovered,
  isOffered,
  partialRules,
  sayStricter,
  unasked,
  withoutEarlierTwins,
  type Reading,
  type Told,
} from '../reading.js';
import { showRule, type HarnessRule } from '../harness-settings.js';
import { holdsClass } from '../ignore-pattern.js';
import { sayPath, type SaidPath } from './path-rule.js';
import { protectedRules } from './protected-files.js';

type PathRule = HarnessRule & { readonly content: string };

interface Zones {
  readonly inside: readonly Rule[];
  readonly outside: readonly Rule[];
}

/** What holds where no rule about a path matches. */
interface Bases {
  readonly inside: Action;
  readonly outside: Action;
}

/** The files of the project are read unasked; those outside are asked about. */
export function tellRead(reading: Reading): { readonly read: Told; readonly leaving: Told } {
  const findings: Finding[] = [];
  const isAsked = isCovered(reading, 'ask', 'Read');
  const question = unasked(reading);
  const open = reading.rules.find(
    ({ list, tool, content, isWild }) =>
      list === 'allow' && tool === 'Read' && content === undefined && isWild !== true,
  );
  // A command that is allowed is asked about all the same where it reads such a file with `<`.
  const isReadByCommands = isCovered(reading, 'allow', 'Bash') || partialRules(reading, 'allow', 'Bash').length > 0;
  const opensAll = open !== undefined && !isAsked && !isReadByCommands;
  if (open !== undefined && !isAsked && isReadByCommands)
    findings.push(
      sayStricter(
        open,
        'read',
        'a command that is allowed is asked about where it reads a file outside with <',
        'ask for files outside of the project',
      ),
    );
  const bases: Bases = { inside: isAsked ? question : 'allow', outside: opensAll ? 'allow' : question };
  // Who may edit a file may read it, but no command that is allowed may do so with `<`.
  const edited = partialRules(reading, 'allow', 'Edit');
  const allowed = [...partialRules(reading, 'allow', 'Read'), ...(isReadByCommands ? [] : edited)];
  if (isReadByCommands && !isAsked) findings.push(...edited.flatMap((rule) => outsideByCommands(rule, bases)));
  const zones = together([
    isAsked ? NOTHING : { ...sayAll('read', allowed, 'allow', bases.outside, findings), inside: [] },
    isAsked ? NOTHING : directories(reading, findings),
    sayAll('read', partialRules(reading, 'ask', 'Read'), question, undefined, findings),
    sayAll('read', partialRules(reading, 'deny', 'Read'), 'deny', undefined, findings),
  ]);
  if (!isOffered(reading, 'Read')) {
    // Whoever edits outside of the project all the same is asked there as anywhere, if no denial has a say in it.
    const isDenied = reading.rules.some(({ list, tool }) => list === 'deny' && (tool === 'Edit' || tool === 'Read'));
    const edits = !isDenied && ['Edit', 'Write'].some((tool) => isOffered(reading, tool));
    const away = edits ? question : 'deny';
    return {
      read: { policy: { tool: 'read', intent: 'deny', rules: [] }, findings: [] },
      leaving: { policy: { tool: 'external_directory', intent: away, rules: [] }, findings: [] },
    };
  }
  const leaving = { tool: 'external_directory', intent: bases.outside, rules: withoutEarlierTwins(zones.outside) };
  // Leaving the project is asked for as well, so that rules of its own are only needed where others reach there.
  const hasOwn = zones.inside.some(reachesOutside);
  return {
    read: {
      policy: hasOwn
        ? assemble('read', bases, zones)
        : { tool: 'read', intent: bases.inside, rules: withoutEarlierTwins(usefulIn(bases.inside, zones.inside)) },
      findings,
    },
    leaving: { policy: leaving, findings: [] },
  };
}

function outsideByCommands(rule: PathRule, bases: Bases): readonly Finding[] {
  if (sayAll('edit', [rule], 'allow', bases.outside, []).outside.length === 0) return [];
  const because = 'a command that is allowed is asked about where it reads such a file with <';
  return [sayStricter(rule, 'external_directory', because, 'ask for files outside of the project')];
}

/** Editing stands for Edit and Write, of which the agent may use any. */
export function tellEdit(reading: Reading): Told {
  const findings: Finding[] = [];
  const tools = ['Edit', 'Write'].filter((tool) => isOffered(reading, tool));
  const hidesAll = isCovered(reading, 'deny', 'Read');
  if (tools.length === 0 || hidesAll) return { policy: { tool: 'edit', intent: 'deny', rules: [] }, findings };
  const question = unasked(reading);
  const { mode } = reading.settings;
  const isAsked = mode === 'plan' || tools.some((tool) => isCovered(reading, 'ask', tool));
  const isOpen = !isAsked && tools.every((tool) => isCovered(reading, 'allow', tool));
  const reachesFar =
    isOpen &&
    tools.every((tool) =>
      reading.rules.some(
        (rule) => rule.list === 'allow' && rule.tool === tool && rule.content === undefined && rule.isWild !== true,
      ),
    );
  const bases: Bases = {
    inside: isOpen || (!isAsked && mode === 'acceptEdits') ? 'allow' : question,
    outside: reachesFar ? 'allow' : question,
  };
  const allowed = isAsked
    ? NOTHING
    : sayAll('edit', partialRules(reading, 'allow', 'Edit'), 'allow', question, findings);
  const zones = together([
    allowed,
    protectedRules(bases, allowed, question),
    sayAll('edit', partialRules(reading, 'ask', 'Edit'), question, undefined, findings),
    // What may not be read may not be written.
    sayAll(
      'edit',
      [...partialRules(reading, 'deny', 'Read'), ...partialRules(reading, 'deny', 'Edit')],
      'deny',
      undefined,
      findings,
    ),
  ]);
  return { policy: assemble('edit', bases, zones), findings };
}

const NOTHING: Zones = { inside: [], outside: [] };

function sayAll(
  tool: string,
  rules: readonly PathRule[],
  action: Action,
  otherwise: Action | undefined,
  findings: Finding[],
): Zones {
  const back = rules.filter(({ content }) => content.startsWith('!'));
  const said = rules
    .filter((rule) => !back.includes(rule))
    .map((rule) => sayOne(tool, rule, action, otherwise, findings));
  // What an exception takes back of an allow is not allowed; what it takes back of a deny stays denied.
  const exceptions = otherwise === undefined ? [] : back.map((rule) => sayPath(rule, otherwise));
  if (otherwise === undefined)
    findings.push(
      ...back.map((rule) => sayStricter(rule, tool, 'an exception of Claude Code holds within one list', 'left out')),
    );
  return together([...said, ...exceptions]);
}

function sayOne(
  tool: string,
  rule: PathRule,
  action: Action,
  otherwise: Action | undefined,
  findings: Finding[],
): Zones {
  if (otherwise !== undefined && holdsClass(rule.content)) {
    findings.push(sayStricter(rule, tool, 'canonry has no pattern for one of several characters', 'left out'));
    return NOTHING;
  }
  const said = sayPath(rule, action, otherwise);
  if (otherwise === undefined) findings.push(...explain(tool, rule, said));
  return said;
}

function explain(tool: string, rule: PathRule, { isWider, isElsewhere }: SaidPath): readonly Finding[] {
  const where = { ...rule.where, tool };
  return [
    ...(isWider
      ? [
          sayStricter(
            rule,
            tool,
            'a * of Claude Code stays within one name of a path',
            'for files in deeper directories too',
          ),
        ]
      : []),
    ...(isElsewhere ? [findingOf('import-elsewhere', where, { rule: showRule(rule) })] : []),
    ...(/[a-z]/i.test(rule.content)
      ? [findingOf('import-case', { file: rule.where.file }, { harness: 'Claude Code', what: 'paths' })]
      : []),
  ];
}

/** Directories beside the project, whose files are read unasked. */
function directories({ settings }: Reading, findings: Finding[]): Zones {
  const known = settings.directories.filter((directory) => /^(?:\/|~\/)./.test(directory));
  const file = '.claude/settings.json';
  for (const directory of settings.directories.filter((one) => !known.includes(one)))
    findings.push(
      findingOf(
        'import-stricter',
        { file, tool: 'read' },
        {
          rule: `additionalDirectories ${JSON.stringify(directory)}`,
          reason: 'where it lies depends on where the project lies',
          instead: 'left out',
        },
      ),
    );
  return {
    inside: [],
    outside: known.map((directory) => ({ pattern: `${directory.replace(/\/+$/, '')}/*`, action: 'allow' })),
  };
}

function together(zones: readonly Zones[]): Zones {
  return { inside: zones.flatMap(({ inside }) => inside), outside: zones.flatMap(({ outside }) => outside) };
}

/** Rules for the project first, then what holds outside of it, which rules such as `*.pem` must not reach. */
function assemble(tool: string, bases: Bases, { inside, outside }: Zones): Policy {
  const own = usefulIn(bases.inside, inside);
  const isApart = own.some(reachesOutside) || bases.inside !== bases.outside;
  const everything = isApart ? ['/*', '~/*'].map((pattern) => ({ pattern, action: bases.outside })) : [];
  const beyond = isApart ? usefulIn(bases.outside, outside) : outside;
  return plainly({ tool, intent: bases.inside, rules: withoutEarlierTwins([...own, ...everything, ...beyond]) });
}

/** A rule for everything is an intent. */
function plainly({ tool, intent, rules }: Policy): Policy {
  const last = rules.findLastIndex(({ pattern }) => pattern === '*');
  const decides = rules[last];
  if (decides === undefined) return { tool, intent, rules };
  return { tool, intent: decides.action, rules: usefulIn(decides.action, rules.slice(last + 1)) };
}

function reachesOutside({ pattern }: Rule): boolean {
  return /^[*?]/.test(pattern);
}

/** Without the rules at the beginning that say what holds anyway. */
function usefulIn(base: Action, rules: readonly Rule[]): readonly Rule[] {
  const first = rules.findIndex(({ action }) => isStricter(action, base) || isStricter(base, action));
  return first === -1 ? [] : rules.slice(first);
}
