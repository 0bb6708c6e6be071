import { findingOf, quote, type Finding, type JsonObject, type JsonValue } from '@canonry/core';
import { checkPermission, decodeAgent, isTools, normalisePermission, permissionOfTools } from './decode-agent.js';
import { isObject, member, mergeDeep } from './js-object.js';
import type { SourceFile } from '@canonry/core/reading';

/** An agent as OpenCode has merged it from all of its files. */
export interface HarnessAgent {
  /** As OpenCode calls it. */
  readonly key: string;
  readonly config: JsonObject;
  /** What said something about it, the last one first; the path leads to the agent in that file. */
  readonly sources: readonly { readonly source: SourceFile; readonly path: readonly string[] }[];
}

/** Everything that OpenCode has merged from a list of files, in its order. */
export interface HarnessConfig {
  readonly agents: readonly HarnessAgent[];
  /** For every agent. */
  readonly permission: JsonObject;
  readonly permissionSources: readonly SourceFile[];
  readonly mcpServers: readonly string[];
  readonly findings: readonly Finding[];
}

/** One step of OpenCode's reading: a configuration file, or the agents of a directory. */
export type Layer =
  | { readonly kind: 'json'; readonly source: SourceFile }
  | { readonly kind: 'agents'; readonly files: readonly AgentFile[] };

export interface AgentFile {
  readonly key: string;
  readonly source: SourceFile;
}

export function collectAgents(layers: readonly Layer[]): HarnessConfig {
  const agents = new Map<string, HarnessAgent>();
  const findings: Finding[] = [];
  const permissionSources: SourceFile[] = [];
  const servers: string[] = [];
  const late: (() => void)[] = [];
  let permission: JsonObject = new Map();
  let tools: JsonObject = new Map();

  const add = (
    key: string,
    value: JsonObject,
    source: SourceFile,
    path: readonly string[],
    extra: JsonObject,
  ): void => {
    const decoded = decodeAgent(value, source, path, key);
    findings.push(...decoded.findings);
    const known = agents.get(key);
    const config = new Map([...decoded.config, ...extra]);
    agents.set(key, {
      key,
      config: known === undefined ? config : mergeDeep(known.config, config),
      sources: [{ source, path }, ...(known?.sources ?? [])],
    });
  };

  for (const layer of layers) {
    if (layer.kind === 'agents') {
      findings.push(...findTwins(layer.files));
      for (const { key, source } of layer.files) add(key, source.data, source, [], new Map());
      continue;
    }
    const { source } = layer;
    const { data } = source;
    for (const [name, value] of objectsIn(data, 'agent', source, findings))
      add(name, value, source, ['agent', name], new Map());
    // OpenCode adds these after everything else.
    for (const [name, value] of objectsIn(data, 'mode', source, findings))
      late.push(() => add(name, value, source, ['mode', name], member('mode', 'primary')));
    const own = data.get('permission');
    if (own !== undefined)
      findings.push(
        ...checkPermission(own, (keys) => ({ file: source.file, place: source.placeOf(['permission', ...keys]) })),
      );
    const ownTools = data.get('tools');
    if (ownTools !== undefined && !isTools(ownTools)) findings.push(refuseTable('tools', 'true and false', source));
    else if (isObject(ownTools)) tools = mergeDeep(tools, ownTools);
    permission = mergeDeep(permission, normalisePermission(own));
    permissionSources.unshift(source);
    servers.push(...keysOf(data.get('mcp')));
    findings.push(...explainRest(source));
  }
  for (const step of late) step();
  return {
    agents: [...agents.values()],
    permission: mergeDeep(permissionOfTools(tools), permission),
    permissionSources,
    mcpServers: servers.map((server) => server.replaceAll(/[^a-zA-Z0-9_-]/g, '_')),
    findings,
  };
}

function objectsIn(
  data: JsonObject,
  key: string,
  source: SourceFile,
  findings: Finding[],
): readonly (readonly [string, JsonObject])[] {
  const table = data.get(key);
  if (table === undefined) return [];
  if (!isObject(table) || ![...table.values()].every(isObject)) {
    findings.push(refuseTable(key, 'agents', source));
    return [];
  }
  return [...table].flatMap(([name, value]) => (isObject(value) ? [[name, value] as const] : []));
}

function refuseTable(key: string, content: string, source: SourceFile): Finding {
  const where = { file: source.file, place: source.placeOf([key]) };
  return findingOf('import-invalid-value', where, {
    key,
    value: 'something else',
    harness: 'OpenCode',
    consequence: 'refuses its whole configuration',
    expected: `an object of ${content}`,
  });
}

/** Within one directory, `agent/` and `agents/` are read in an order of their own. */
function findTwins(files: readonly AgentFile[]): readonly Finding[] {
  return files.flatMap(({ key, source }, index) => {
    const other = files.slice(0, index).find((file) => file.key === key)?.source.file;
    if (other === undefined) return [];
    const parameters = { file: source.file, other, agent: quote(key) };
    return [findingOf('import-two-of-a-name', { file: source.file }, parameters)];
  });
}

function explainRest({ file, data }: SourceFile): readonly Finding[] {
  const keys = [...data.keys()].filter((key) => !ABOUT_AGENTS.has(key));
  return keys.length === 0 ? [] : [findingOf('import-left-alone', { file }, { keys: keys.map(quote).join(', ') })];
}

const ABOUT_AGENTS: ReadonlySet<string> = new Set(['agent', 'mode', 'permission', 'tools', '$schema']);

function keysOf(value: JsonValue | undefined): readonly string[] {
  return isObject(value) ? [...value.keys()] : [];
}
