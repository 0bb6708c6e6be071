import { findingOf, type Finding } from '../diagnostic.js';
import { isTable, type TomlTable } from '../parse-toml.js';
import { showKeyPath } from '../text/key-path.js';
import { quote } from '../text/quote.js';
import { isEgressRule, parseEgress, showEgress } from './egress.js';
import { whyNotShaped, type Shape } from './host-shapes.js';
import { allTexts, textsAtPlace, valuesAt, type Placed } from './values-at.js';
import { announcesSecret, isPath, looksLikeSecret, namesSecret } from './looks-like-secret.js';

/** Where which shape is expected. */
const SHAPED: readonly (readonly [place: string, shape: Shape])[] = [
  ['operator.full_name', 'fullName'],
  ['operator.email', 'email'],
  ['limits.memory', 'size'],
  ['limits.cpu', 'cpu'],
  ['audit.loki_url', 'httpUrl'],
  ['agents.*.full_name', 'fullName'],
  ['agents.*.email', 'email'],
  ['agents.*.limits.memory', 'size'],
  ['agents.*.limits.cpu', 'cpu'],
  ['agents.*.task_loop.every', 'calendar'],
  ['agents.*.task_loop.schedule', 'calendar'],
  ['agents.*.task_loop.max_wall_time', 'timeSpan'],
  ['agents.*.ssh.public_key', 'publicKey'],
  ['agents.*.ssh.authorized_keys.*', 'authorizedKey'],
  ['agents.*.mcp.servers.*.command', 'command'],
  ['agents.*.mcp.servers.*.args.*', 'argument'],
  ['agents.*.mcp.servers.*.url', 'localUrl'],
  ['agents.*.desktop.resolution', 'resolution'],
  ['agents.*.mail.address', 'email'],
  ['agents.*.bitwarden.server_url', 'httpUrl'],
  ['agents.*.agent_space.repository', 'repository'],
  ['agents.*.coding_agent.branch_prefix', 'branchPrefix'],
];

/** What is wrong with texts that are more than texts: destinations, times, sizes, keys. */
export function checkHostTexts(table: TomlTable, file: string): readonly Finding[] {
  return [
    ...SHAPED.flatMap(([place, shape]) =>
      textsAtPlace(table, place).flatMap((found) => explainShape(shape, found, file)),
    ),
    ...valuesAt(table, 'agents.*.mcp.servers.*').flatMap(({ path }) =>
      explainShape('serverName', { path, value: String(path.at(-1)) }, file, 'key'),
    ),
    ...textsAtPlace(table, 'agents.*.task_loop.exec.*').flatMap((found) =>
      explainShape(found.path.at(-1) === 0 ? 'program' : 'argument', found, file),
    ),
    ...valuesAt(table, 'agents.*.mcp.servers.*').flatMap((found) => checkServer(found, file)),
    ...textsAtPlace(table, 'agents.*.egress.*').flatMap((found) => checkEgress(found, file)),
  ];
}

type PlacedText = Placed & { readonly value: string };

function explainShape(
  shape: Shape,
  { path, value }: PlacedText,
  file: string,
  kind: 'key' | 'value' = 'value',
): Finding[] {
  const why = whyNotShaped(shape, value);
  if (why === undefined) return [];
  const key = kind === 'key' ? showKeyPath(path.slice(0, -1)) : showKeyPath(path);
  return [findingOf('invalid-text', { file, place: { kind, path } }, { key, value: quote(value), ...why })];
}

function checkServer({ path, value }: Placed, file: string): Finding[] {
  if (!isTable(value)) return [];
  const [hasCommand, hasUrl] = [value['command'] !== undefined, value['url'] !== undefined];
  const where = { file, place: { kind: 'key', path } } as const;
  const server = quote(String(path.at(-1)));
  if (hasCommand && hasUrl) return [findingOf('invalid-server', where, { server, what: 'both command and url' })];
  if (!hasCommand && !hasUrl) return [findingOf('invalid-server', where, { server, what: 'neither command nor url' })];
  if (hasUrl && value['args'] !== undefined)
    return [findingOf('invalid-server', where, { server, what: 'args, but no command that takes them' })];
  return [];
}

function checkEgress({ path, value }: PlacedText, file: string): Finding[] {
  const where = { file, place: { kind: 'value', path } } as const;
  const rule = parseEgress(value);
  if (!isEgressRule(rule)) {
    const hint = rule.guess === undefined ? undefined : `did you mean ${quote(rule.guess)}?`;
    return [findingOf('invalid-egress', where, { value: quote(value), reason: rule.reason }, hint)];
  }
  const account = String(path[1]);
  if (!rule.network.endsWith('/0')) return [];
  return [findingOf('egress-everywhere', where, { account, value: quote(showEgress(rule)) })];
}

/** Where what looks like chance is one: public keys. */
const PUBLIC = /^agents\.[^.]+\.ssh\.(?:public_key|authorized_keys)\b/;

/** Texts that look like secrets. Their values are never repeated: what is said here ends up in logs. */
export function findInlineSecrets(table: TomlTable, file: string): readonly Finding[] {
  const texts = allTexts(table);
  return texts.flatMap(({ path, value }, index) => {
    const before = texts[index - 1];
    const kind = isPublicKey(path, value)
      ? undefined
      : (looksLikeSecret(value) ?? underName(path, value) ?? announced(path, value, before));
    if (kind === undefined) return [];
    const key = path.filter((part) => typeof part === 'string');
    return [findingOf('inline-secret', { file, place: { kind: 'key', path: key } }, { key: showKeyPath(path), kind })];
  });
}

function isPublicKey(path: Placed['path'], value: string): boolean {
  return PUBLIC.test(path.join('.')) && !/PRIVATE KEY/.test(value);
}

function underName(path: Placed['path'], value: string): string | undefined {
  const key = path.at(-1);
  const isNamed = typeof key === 'string' && namesSecret(key) && !isPath(value);
  return isNamed ? 'a value under the name of a secret' : undefined;
}

/** The word behind `--token`. */
function announced(path: Placed['path'], value: string, before: PlacedText | undefined): string | undefined {
  const isNext = typeof path.at(-1) === 'number' && before?.path.length === path.length;
  if (!isNext || !announcesSecret(before.value) || isPath(value)) return undefined;
  return `the value of ${before.value.slice(0, 40)}`;
}
