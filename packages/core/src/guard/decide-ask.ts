import type { Agent } from '../agent.js';
import { decideLine, type DecidedPart } from '../policy/decide-line.js';
import { expandHome } from '../policy/decide-policy.js';
import { decide } from '../policy/decide.js';
import { decideOperation } from '../policy/explain.js';
import { mayBeOutside } from '../policy/path-subject.js';
import { below, tidyPath } from './absolute-path.js';
import type { Naming } from './names-of-path.js';
import type { OpenedFile, ReadAsk } from './read-ask.js';
import type { Ask } from './request.js';

/** What one ask comes to, under one naming: what core decides, and what it decides about the files that are meant. */
export function decideAsk(agent: Agent, ask: ReadAsk, naming: Naming): readonly DecidedPart[] {
  const { tool, subject, split, opened = [] } = ask;
  if (split !== undefined)
    return [
      ...decideLine(agent, subject, () => split, optionsOf(naming)).parts,
      ...opened.flatMap((file) => decideFile(agent, file, naming)),
    ];
  if (tool === 'read' || tool === 'edit') return decideFile(agent, { tool, path: subject }, naming);
  if (tool === 'external_directory')
    return naming.subjectsOf(subject).flatMap((directory) => decideLeaving(agent, directory, naming));
  return decideOperation(agent, tool, subject, optionsOf(naming)).parts;
}

function optionsOf({ home }: Naming): { readonly home?: string } {
  return home === undefined ? {} : { home };
}

function decideFile(agent: Agent, { tool, path }: OpenedFile, naming: Naming): readonly DecidedPart[] {
  return naming
    .subjectsOf(path)
    .flatMap((subject) => [
      ...decideOperation(agent, tool, subject, optionsOf(naming)).parts,
      ...decideByPlace(agent, { tool, subject }, naming),
    ]);
}

/**
 * Inside the project, rules speak of relative paths. One that names a place in it in full (`~/.ssh/**` where the project is the
 * home directory) must not lose its meaning by that.
 */
function decideByPlace(agent: Agent, { tool, subject }: Ask, naming: Naming): readonly DecidedPart[] {
  if (isOutside(subject)) return [];
  const verdict = decide(agent, tool, tidyPath(`${naming.project}/${subject}`), optionsOf(naming));
  const pattern = verdict.rule && expandHome(verdict.rule.pattern, naming.home ?? '');
  const isAboutProject = pattern !== undefined && below(naming.project, pattern) !== undefined;
  return isAboutProject ? [{ tool, subject, ...verdict }] : [];
}

function decideLeaving(agent: Agent, subject: string, naming: Naming): readonly DecidedPart[] {
  if (!isOutside(subject)) return [];
  return decideOperation(agent, 'external_directory', subject, optionsOf(naming)).parts;
}

function isOutside(subject: string): boolean {
  return mayBeOutside([{ kind: 'text', text: subject }]);
}
