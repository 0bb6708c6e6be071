import { findingOf, quote, type AgentDefinition, type FileTree, type Finding, type ImportedAgent } from '@canonry/core';
import { displayNameOf, isPrompt, textOf as decode } from '@canonry/core/reading';
import { readAgentFile } from '../decide/agent-file.js';
import { MARK } from '../render/agent-file.js';
import { oneLine } from './described.js';
import type { Guarded } from './guarded.js';
import { permissionsOf } from './permissions.js';
import { namesAt, readMarkdown, textOf, type Keys } from './texts.js';

export interface ReadAgent {
  readonly imported?: ImportedAgent;
  readonly findings: readonly Finding[];
}

/** What the packages call the agent of a file; undefined where they cannot read it. */
export function calledIn(files: FileTree, path: string): string | undefined {
  const keys = readMarkdown(textOf(files, path) ?? '')?.keys;
  const stem = path.slice(path.lastIndexOf('/') + 1, -'.md'.length);
  return keys && (typeof keys['name'] === 'string' ? keys['name'] : stem);
}

/** Every agent file of the place itself that they can read. */
export function definitions(files: FileTree): readonly AgentDefinition[] {
  return [...files.keys()].flatMap((path) => {
    const name = AGENT.test(path) ? calledIn(files, path) : undefined;
    return name === undefined ? [] : [{ name, path }];
  });
}

const AGENT = /^\.pi\/(?:agent\/)?agents\/.+\.md$/;

/** An agent file as the packages read it that bring subagents; `names`: what their agents are called here. */
export function readSpecialist(
  files: FileTree,
  path: string,
  { guarded, names }: { readonly guarded: Guarded; readonly names: ReadonlyMap<string, string> },
): ReadAgent {
  const text = decode(files.get(path)?.bytes ?? new Uint8Array(), path);
  if (typeof text !== 'string') return { findings: [text] };
  const called = calledIn(files, path);
  const markdown = readMarkdown(text);
  if (markdown === undefined || called === undefined)
    return {
      findings: [
        findingOf('import-unreadable', { file: path }, { path, reason: 'its front matter is no YAML, or has no end' }),
      ],
    };
  const { keys } = markdown;
  const prompt = withoutMark(markdown.body);
  const name = names.get(called) ?? called;
  if (!isPrompt(prompt))
    return {
      findings: [
        findingOf('import-skipped-agent', { file: path }, { agent: quote(called), reason: 'it has no prompt' }),
      ],
    };

  const where = { file: path, agent: name };
  const findings: Finding[] = [];
  if (markdown.isRescued === true)
    findings.push(findingOf('import-rescued', where, { keys: 'every value', harness: 'a package for Pi' }));
  if (name !== called) findings.push(findingOf('import-renamed', where, { agent: quote(called), name: quote(name) }));
  const { description, reason: why } = oneLine(keys['description'], `${name}, imported without a description`);
  if (why !== undefined) findings.push(findingOf('import-description', where, { agent: quote(called), reason: why }));
  const known = guarded.agents.find((agent) => agent.name === called);
  if (known === undefined) findings.push(guess(where, `what ${name} may do`, 'only a list of tools says it'));
  for (const key of Object.keys(keys).filter((one) => !READ.has(one)))
    findings.push(
      findingOf('import-dropped-key', where, { key: quote(key), place: 'it belongs to the package that reads it' }),
    );
  const model = keys['model'];
  const hasModel = typeof model === 'string' && /^[^\s/]+(?:\/[^\s/]+)+$/.test(model);
  if (model !== undefined && !hasModel) findings.push(unusableModel(where, model));
  const displayName = displayNameOf(called, name);
  const maxTurns = known === undefined ? turnsIn(keys) : known.maxTurns;
  const agent = {
    name,
    ...(displayName === undefined ? {} : { displayName }),
    description,
    mode: 'subagent' as const,
    tags: [],
    skills: [],
    context: [],
    rules: [],
    prompt,
    ...(maxTurns === undefined ? {} : { maxTurns }),
    permissions: known?.permissions ?? permissionsOf(listsIn(keys, text)),
  };
  const unsaid = why === 'is missing' ? (['description'] as const) : [];
  return { imported: { agent, from: path, unsaid, ...(hasModel ? { model } : {}) }, findings };
}

const READ: ReadonlySet<string> = new Set([
  'name',
  'description',
  'tools',
  'model',
  'max_turns',
  'subagentOnlyExtensions',
  'excludeTools',
  'disallowed_tools',
]);

function listsIn(keys: Keys, text: string): Parameters<typeof permissionsOf>[0] {
  const excluded = ['excludeTools', 'disallowed_tools'].flatMap((key) => namesAt(keys, key) ?? []);
  const named = namesAt(keys, 'tools');
  // An empty list is none to those who read it.
  const tools = named?.length === 0 ? undefined : named;
  // Some read YAML and some read lines, so `true` is no list, or one tool of that name: there is what both of them see.
  const inLine = readAgentFile(text).tools;
  const both =
    tools === undefined || inLine === undefined ? (tools ?? inLine) : tools.filter((tool) => inLine.includes(tool));
  return { tools: both, excluded, isClosed: true };
}

function turnsIn(keys: Keys): number | undefined {
  const turns = keys['max_turns'];
  return typeof turns === 'number' && Number.isSafeInteger(turns) && turns >= 1 ? turns : undefined;
}

function unusableModel(where: { readonly file: string; readonly agent: string }, model: unknown): Finding {
  return findingOf('import-model', where, {
    target: 'pi',
    value: quote(typeof model === 'string' ? model : JSON.stringify(model)),
  });
}

/** What canonry put behind the prompt. */
function withoutMark(body: string): string {
  const start = body.lastIndexOf(`\n${MARK}`);
  return start !== -1 && /^\n<!-- canonry-agent: \S+ -->\n$/.test(body.slice(start)) ? body.slice(0, start) : body;
}

export function guess(where: { readonly file: string; readonly agent: string }, what: string, reason: string): Finding {
  return findingOf('import-guessed', where, { what, reason });
}
