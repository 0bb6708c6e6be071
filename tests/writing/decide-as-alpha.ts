import type { Action, FileTree, HarnessDecision, Question } from '@canonry/core';

/**
 * What the harness `alpha` does, which exists only here: the last pattern that matches decides, first those of the agent,
 * then those that `opencode.json`, the files in `.alpha/extra/` and the person's own file have for everybody.
 */
export function decideAsAlpha(files: FileTree, { agent = '', tool, input }: Question): HarnessDecision {
  const paths = [
    '~/.alpha.json',
    'opencode.json',
    ...[...files.keys()].filter((path) => path.startsWith('.alpha/extra/')),
  ];
  const documents = paths.map((path) => parsed(files, path));
  const sections = [
    ...documents.map((document) => at(document, 'agent', agent, 'permission', tool)),
    ...documents.map((document) => at(document, 'permission', tool)),
  ];
  const rules = sections.flatMap((section) => Object.entries(section));
  const last = rules.findLast(([pattern]) => matcherOf(pattern).test(input))?.[1];
  return { decision: isAction(last) ? last : 'allow' };
}

function parsed(files: FileTree, path: string): unknown {
  const bytes = files.get(path)?.bytes;
  if (bytes === undefined) return {};
  try {
    return JSON.parse(new TextDecoder().decode(bytes).replaceAll(/\/\/.*|,(?=\s*[}\]])/g, ''));
  } catch {
    return {};
  }
}

function at(value: unknown, ...keys: readonly string[]): object {
  let here: unknown = value;
  for (const key of keys) here = isObject(here) ? Object.entries(here).find(([name]) => name === key)?.[1] : undefined;
  return isObject(here) ? here : {};
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isAction(value: unknown): value is Action {
  return value === 'allow' || value === 'ask' || value === 'deny';
}

function matcherOf(pattern: string): RegExp {
  const source = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${source.join('.*')}$`, 's');
}
