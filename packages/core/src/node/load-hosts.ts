import { findingOf, type Diagnostic, type Finding } from '../diagnostic.js';
import { parseHost } from '../host/parse-host.js';
import type { Host } from '../host/host.js';
import { LIMITS } from '../limits.js';
import type { Roster } from '../roster.js';
import { quote } from '../text/quote.js';
import { NameSchema, nameLike, whyNotAName } from '../text-schema.js';
import { mayBeNewerToml } from '../toml-version.js';
import { locate } from './locate.js';
import { readText } from './read-agents.js';
import { isFinding, listSourceDirectory, openSourceRoot, type SourceRoot } from './source-files.js';

export const HOSTS_DIRECTORY = 'hosts';

export interface LoadHostsOptions {
  /** The source root, absolute. */
  readonly root: string;
  readonly roster: Roster;
  /** Every harness target that there is. */
  readonly harnesses: readonly string[];
  /** Only this one. */
  readonly only?: string;
}

export interface LoadedHosts {
  /** Those without an error, sorted by name. */
  readonly hosts: readonly Host[];
  /** Of all that there are, whether read or not, sorted. */
  readonly names: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Finds the lines of findings that somebody else has about these hosts. */
  readonly locate: (findings: readonly Finding[]) => Promise<readonly Diagnostic[]>;
}

/** Reads hosts/*.toml and says everything that is wrong with them. */
export async function loadHosts(options: LoadHostsOptions): Promise<LoadedHosts> {
  const { roster, harnesses, only } = options;
  const root = openSourceRoot(options.root);
  const surroundings = { agents: roster.agents, harnesses, enabled: [...roster.project.targets.keys()] };
  const texts = new Map<string, string>();
  const { names, findings } = findHosts(root);
  const parsed = names
    .filter((name) => only === undefined || name === only)
    .map((name) => {
      const file = `${HOSTS_DIRECTORY}/${name}.toml`;
      const text = readText(root, file, LIMITS.toml);
      if (typeof text !== 'string') return { findings: text === undefined ? [] : [text] };
      texts.set(file, text);
      return parseHost({ name, file, text }, surroundings);
    });
  const all = [...findings, ...parsed.flatMap((one) => one.findings)];
  const newer = await findNewerToml(texts, all);
  const broken = new Set(newer.map(({ file }) => file));
  return {
    hosts: parsed.flatMap((one) => ('host' in one && !broken.has(one.host.file) ? [one.host] : [])),
    names,
    diagnostics: await locate([...all, ...newer], texts),
    locate: (about) => locate(about, texts),
  };
}

function findHosts(root: SourceRoot): { readonly names: readonly string[]; readonly findings: readonly Finding[] } {
  const entries = listSourceDirectory(root, HOSTS_DIRECTORY) ?? [];
  if (isFinding(entries)) return { names: [], findings: [entries] };
  const names = entries.flatMap(({ name }) => /^(.+)\.toml$/.exec(name)?.[1] ?? []);
  return {
    names: names.filter(isName),
    findings: names.filter((name) => !isName(name)).map(explainName),
  };
}

function isName(name: string): boolean {
  return NameSchema.safeParse(name).success;
}

function explainName(name: string): Finding {
  const guess = nameLike(name);
  const parameters = { value: quote(name), reason: whyNotAName(name) };
  const hint = guess && `rename the file to ${HOSTS_DIRECTORY}/${guess}.toml`;
  return findingOf('invalid-name', { file: `${HOSTS_DIRECTORY}/${name}.toml` }, parameters, hint);
}

/** The second parser is only for documents that may need it, and that the first one could read. */
async function findNewerToml(
  texts: ReadonlyMap<string, string>,
  findings: readonly Finding[],
): Promise<readonly Finding[]> {
  const refused = new Set(findings.filter(({ code }) => UNREADABLE.has(code)).map(({ file }) => file));
  const doubtful = [...texts].filter(([file, text]) => !refused.has(file) && mayBeNewerToml(text));
  if (doubtful.length === 0) return [];
  const positions = await import('../toml-positions.js');
  return doubtful.flatMap(([file, text]) => positions.findNewerToml(text, file));
}

/** With one of these, the document has no meaning; with an inline secret, nothing else of it is shown. */
const UNREADABLE: ReadonlySet<Finding['code']> = new Set<Finding['code']>([
  'toml-syntax',
  'too-complex',
  'toml-datetime',
  'inline-secret',
]);
