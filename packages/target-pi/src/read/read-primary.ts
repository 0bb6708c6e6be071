import { findingOf, quote, type FileTree, type Finding, type ImportedAgent } from '@canonry/core';
import { describedIn } from './described.js';
import type { Guarded } from './guarded.js';
import { permissionsOf } from './permissions.js';
import { guess, type ReadAgent } from './read-specialist.js';
import { namesAt, readJson, textOf } from './texts.js';

/** The agent that Pi is, by its system prompt. Nobody, if it is Pi's own. */
export function readPrimary(files: FileTree, directory: string, agentsMd: string, guarded: Guarded): ReadAgent {
  const from = ['SYSTEM.md', 'APPEND_SYSTEM.md'].map((name) => directory + name).find((path) => hasText(files, path));
  if (from === undefined) return { findings: [] };
  const described = describedIn(textOf(files, agentsMd));
  const name = guarded.main ?? described?.name ?? 'main';
  const where = { file: from, agent: name };
  const findings: Finding[] = [];
  if (guarded.main === undefined && described === undefined)
    findings.push(guess(where, 'the name "main"', 'a system prompt has none'));
  const description = described?.description ?? 'The main agent, imported without a description';
  if (described === undefined)
    findings.push(findingOf('import-description', where, { agent: quote(name), reason: 'is missing' }));
  if (from.endsWith('APPEND_SYSTEM.md'))
    findings.push(
      guess(
        where,
        `that the prompt of ${name} replaces that of Pi`,
        'it stood behind it; say system_prompt = "append"',
      ),
    );

  const settings = readJson(textOf(files, `${directory}settings.json`));
  const known = guarded.agents.find((agent) => agent.name === name);
  if (known === undefined) findings.push(guess(where, `what ${name} may do`, 'only a list of tools says it'));
  const tools = namesAt(settings, 'defaultTools');
  const isPlain = tools?.every((tool) => !/^[+-]/.test(tool)) === true;
  const agent: ImportedAgent['agent'] = {
    name,
    ...(described?.displayName === undefined ? {} : { displayName: described.displayName }),
    description,
    mode: 'primary',
    tags: [],
    skills: [],
    context: [],
    rules: [],
    ...(known?.maxTurns === undefined ? {} : { maxTurns: known.maxTurns }),
    permissions:
      known?.permissions ??
      permissionsOf({ tools: isPlain ? tools : undefined, excluded: removed(tools), isClosed: false }),
    prompt: textOf(files, from) ?? '',
  };
  const [provider, id] = [settings['defaultProvider'], settings['defaultModel']];
  const hasModel = typeof provider === 'string' && typeof id === 'string';
  const unsaid = described === undefined ? (['description'] as const) : [];
  return { imported: { agent, from, unsaid, ...(hasModel ? { model: `${provider}/${id}` } : {}) }, findings };
}

function hasText(files: FileTree, path: string): boolean {
  return /[^\p{Z}\p{C}]/u.test(textOf(files, path) ?? '');
}

function removed(tools: readonly string[] | undefined): readonly string[] {
  return (tools ?? []).flatMap((tool) => (tool.startsWith('-') ? [tool.slice(1)] : []));
}
