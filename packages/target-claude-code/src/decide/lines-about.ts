import { keptFor, type FileTree, type LinesAbout } from '@canonry/core';
import { policyLines } from '@canonry/core/guard';
import { POLICIES } from '../guard/paths.js';
import { AGENTS, SETTINGS } from '../render/directories.js';
import { theirTools } from '../render/tool-names.js';
import { textOf } from './text-of.js';

/** The tools that an agent's file lists, and with a guard the policy that it reads, else the rules of the settings. */
export function linesAbout(files: FileTree, agent: string, tool: string): readonly LinesAbout[] {
  const guarded = files.has(POLICIES) ? policiesOf(files).get(agent)?.get(tool) : undefined;
  return [
    ...listed(files, `${AGENTS}${agent}.md`, tool),
    ...(guarded === undefined ? [] : [{ path: POLICIES, ...guarded }]),
    ...rulesAbout(files, tool),
  ];
}

type Policies = ReturnType<typeof policyLines>;
const read = keptFor<Policies>();

function policiesOf(files: FileTree): Policies {
  return read(files, () => policyLines(textOf(files, POLICIES) ?? ''));
}

/** Lines of the front matter that name a tool of theirs. */
function listed(files: FileTree, path: string, tool: string): readonly LinesAbout[] {
  const lines = (textOf(files, path) ?? '').split('\n');
  const names = theirTools(tool);
  return [...lines.entries()].slice(1, lines.indexOf('---', 1)).flatMap(([index, text]) => {
    const isList = /^(?:tools|disallowedTools): /.test(text);
    const isNamed = isList && (text.match(/\w+/g) ?? []).some((word) => names.includes(word));
    return isNamed ? [{ path, line: index + 1, text }] : [];
  });
}

const rules = keptFor<readonly LinesAbout[]>();

/** Rules of the settings with the line that says what they do; they hold for all agents, so they are looked for once. */
function rulesAbout(files: FileTree, tool: string): readonly LinesAbout[] {
  return rules(files, () => findRules(textOf(files, SETTINGS) ?? '', tool), tool);
}

function findRules(text: string, tool: string): readonly LinesAbout[] {
  const found: { path: string; line: number; text: string; isShared: true }[] = [];
  let list: { index: number; text: string } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (/^ {4}"(?:allow|ask|deny)": \[/.test(line)) list = { index, text: line };
    if (!/^ {6}"/.test(line) || !isAbout(line, tool)) continue;
    if (list !== undefined) found.push({ path: SETTINGS, line: list.index + 1, text: list.text, isShared: true });
    list = undefined;
    const last = found.at(-1);
    if (last !== undefined && last.line + last.text.split('\n').length === index + 1) last.text += `\n${line}`;
    else found.push({ path: SETTINGS, line: index + 1, text: line, isShared: true });
  }
  return found;
}

/** Rules about files say by how a path begins whether it is in the project. */
function isAbout(line: string, tool: string): boolean {
  const [, name = '', outside] = /^ *"(\w+)(?:\((\/\/|~)?)?/.exec(line) ?? [];
  if (tool === 'external_directory') return outside !== undefined && (name === 'Read' || name === 'Edit');
  return theirTools(tool).includes(name);
}
