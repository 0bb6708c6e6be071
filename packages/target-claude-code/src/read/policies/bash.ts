import { findingOf, joinWords, strictest, type Action, type Finding, type Rule } from '@canonry/core';
import { READERS, WRITERS } from '../../decide/bash-paths.js';
import { WRAPPERS } from '../../decide/wrappers.js';
import type { HarnessRule } from '../harness-settings.js';
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
import { sayAllowed, sayForbidden } from './bash-rule.js';
import { forbiddenFiles } from './forbidden-files.js';

type BashRule = HarnessRule & { readonly content: string };

/** Command lines: what is allowed, then what is asked about, then what is denied, so that the strictest comes last. */
export function tellBash(reading: Reading): Told {
  const findings: Finding[] = [];
  if (!isOffered(reading, 'Bash')) return { policy: { tool: 'bash', intent: 'deny', rules: [] }, findings };
  const question = unasked(reading);
  const isAsked = isCovered(reading, 'ask', 'Bash');
  const isOpen = !isAsked && isCovered(reading, 'allow', 'Bash');
  const intent = isOpen ? 'allow' : question;
  const allowed = isAsked || isOpen ? [] : sayAllows(partialRules(reading, 'allow', 'Bash'), question, findings);
  const files = forbiddenFiles(reading);
  findings.push(...files.findings);
  if (files.isAll) return { policy: { tool: 'bash', intent: 'deny', rules: [] }, findings };
  const asked = isAsked ? [] : sayForbids(partialRules(reading, 'ask', 'Bash'), question, findings);
  const denied = [...sayForbids(partialRules(reading, 'deny', 'Bash'), 'deny', findings), ...files.rules];
  const wrapped = wrapperRules([...asked, ...denied], reading, findings);
  return {
    policy: { tool: 'bash', intent, rules: withoutEarlierTwins([...allowed, ...asked, ...wrapped, ...denied]) },
    findings,
  };
}

function sayAllows(rules: readonly BashRule[], question: Action, findings: Finding[]): readonly Rule[] {
  const said = rules.flatMap((rule): readonly Rule[] => {
    const one = sayAllowed(rule);
    if ('pattern' in one) return [{ pattern: one.pattern, action: 'allow' }];
    findings.push(sayStricter(rule, 'bash', one.reason, 'left out'));
    return [];
  });
  const programs = [...new Set(said.filter(namesFiles).map(({ pattern }) => pattern.split(' ')[0] ?? ''))];
  if (programs.length > 0) {
    const where = { file: rules[0]?.where.file ?? '', tool: 'bash' };
    const parameters = { programs: joinWords(programs), action: question };
    findings.push(findingOf('import-paths-in-commands', where, parameters));
  }
  return [...said, ...programs.flatMap(leaving).map((pattern) => ({ pattern, action: question }))];
}

/** Claude Code looks where the arguments of these programs lie. */
function namesFiles({ pattern }: Rule): boolean {
  const [program = '', command = '*'] = pattern.split(' ');
  if (!pattern.includes('*')) return false;
  if (program === 'git') return 'diff'.startsWith(command.replace(/\*.*$/s, '')) && /\*|^diff$/.test(command);
  return program.includes('*') || READERS.has(program) || WRITERS.has(program);
}

/** Arguments that lie outside of the project, or may. */
function leaving(program: string): readonly string[] {
  // Those that write are asked about the project itself, and about much that is hidden.
  const itself = READERS.has(program) && !WRITERS.has(program) ? [] : ['.*', '* .*'];
  return ['/*', '* /*', '~*', '* ~*', '*..*', ...itself].map((argument) => `${program} ${argument}`);
}

function sayForbids(rules: readonly BashRule[], action: Action, findings: Finding[]): readonly Rule[] {
  return rules.map((rule) => {
    const { pattern, isWider } = sayForbidden(rule);
    const reason =
      'Claude Code compares with the line as it is typed, canonry with its words, in which ? is any character';
    if (isWider) findings.push(sayStricter(rule, 'bash', reason, JSON.stringify(pattern)));
    return { pattern, action };
  });
}

/**
 * Claude Code finds what it denies or asks about behind `sudo` and its like, and whatever the directory of the program;
 * canonry does not look through them.
 */
function wrapperRules(forbidden: readonly Rule[], { rules }: Reading, findings: Finding[]): readonly Rule[] {
  const hidden = forbidden.filter(({ pattern }) => !pattern.startsWith('*'));
  if (hidden.length === 0) return [];
  const action = strictest(hidden.map((rule) => rule.action));
  const file = rules.find(({ list, tool }) => list !== 'allow' && ['Bash', 'Edit'].includes(tool))?.where.file ?? '';
  findings.push(findingOf('import-wrappers', { file, tool: 'bash' }, { action }));
  return ['/*', ...WRAPPERS.map((program) => `${program} *`)].map((pattern) => ({ pattern, action }));
}
