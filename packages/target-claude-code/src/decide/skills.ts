import { keptFor, type FileTree } from '@canonry/core';
import { readFrontMatter } from './front-matter.js';
import { readHooks, type Hook } from './hook.js';
import { isList, isText, type PlainRecord } from './plain-value.js';
import { divideRules } from './rule.js';
import { textOf } from './text-of.js';

/** A skill, or a command, which is the older form of one. */
export interface SkillFile {
  /** What it is called by. */
  readonly names: readonly string[];
  /** Rules of allow for whoever has used it, from then on. */
  readonly allow: readonly string[];
  /** Programs that then run before each tool. */
  readonly hooks: readonly Hook[];
  /** It runs as another agent, which it starts. */
  readonly startsAgent: boolean;
  /** Command lines that run when it is used, before anybody is asked. */
  readonly commands: readonly string[];
}

/** Skills of its own that run as its agent for everything. */
export const OWN_SKILLS: readonly string[] = ['review', 'code-review'];

/** The skills of the project and of the person. */
export function findSkills(files: FileTree): readonly SkillFile[] {
  return keptSkills(files, () =>
    [...files.keys()].flatMap((path) => {
      const names = namesOf(path);
      const text = textOf(files, path) ?? '';
      const front = names === undefined ? undefined : readFrontMatter(text);
      return names === undefined || front === undefined ? [] : [readSkill(names, front, text)];
    }),
  );
}

/** The same files are asked about many times. */
const keptSkills = keptFor<readonly SkillFile[]>();

function namesOf(path: string): readonly string[] | undefined {
  const skill = /^(?:~\/)?\.claude\/skills\/([^/]+)\/SKILL\.md$/s.exec(path)?.[1];
  if (skill !== undefined) return [skill];
  const command = /^(?:~\/)?\.claude\/commands\/(.+)\.md$/s.exec(path)?.[1];
  return command === undefined ? undefined : [command.replaceAll('/', ':'), command.replace(/^.*\//s, '')];
}

function readSkill(names: readonly string[], front: PlainRecord, text: string): SkillFile {
  const { name, 'allowed-tools': allowed, hooks, context } = front;
  const texts = isText(allowed) ? [allowed] : isList(allowed) ? allowed.filter(isText) : [];
  return {
    names: isText(name) && !names.includes(name) ? [...names, name] : names,
    allow: texts.flatMap(divideRules),
    hooks: readHooks(hooks) ?? [],
    startsAgent: context === 'fork',
    commands: commandsOf(text),
  };
}

function commandsOf(text: string): readonly string[] {
  const inLine = [...text.matchAll(/(?<=^|\s)!`([^`]+)`/gm)].map(([, command = '']) => command);
  const fenced = [...text.matchAll(/^```!(.*?)^```/gms)].flatMap(([, lines = '']) => lines.split('\n'));
  return [...inLine, ...fenced].map((command) => command.trim()).filter((command) => command !== '');
}

/** The names of those that run this line by themselves. What a skill is given may be put into a command: then it is any line. */
export function skillsThatRun(line: string, files: FileTree): readonly string[] {
  const runs = (command: string): boolean => command === line.trim() || command.includes('$');
  return findSkills(files).flatMap(({ names, commands }) => (commands.some(runs) ? names : []));
}

/** The names of those that run as another agent. */
export function skillsThatStartAgents(files: FileTree): readonly string[] {
  return findSkills(files).flatMap(({ names, startsAgent }) => (startsAgent ? names : []));
}

/** It asks before it is used. */
export function bringsPermissions({ allow, hooks }: SkillFile): boolean {
  return allow.length > 0 || hooks.length > 0;
}
