import { findingOf, severityOf, type Finding, type KeyPath } from '../diagnostic.js';
import { nearest } from '../did-you-mean.js';
import { parseToml, type TomlTable } from '../parse-toml.js';
import { REFUSED_HOST_KEYS } from '../refused-keys.js';
import { checkSchema, valueAt } from '../schema-findings.js';
import { showKey, showKeyPath } from '../text/key-path.js';
import { quote, quoteList } from '../text/quote.js';
import { NameSchema } from '../text-schema.js';
import { checkHostTexts, findInlineSecrets } from './check-host-texts.js';
import { findAdvice, findClashes } from './find-clashes.js';
import { hostOf, type HostSurroundings } from './host-of.js';
import { HostSchema } from './host-schema.js';
import { userOf, type Host } from './host.js';
import { textsAtPlace, valuesAt, type Placed } from './values-at.js';

export interface HostSource {
  /** That the file is called after. */
  readonly name: string;
  /** Path below the source root. */
  readonly file: string;
  readonly text: string;
}

export interface ParsedHost {
  /** Absent if any finding is an error. */
  readonly host?: Host;
  readonly findings: readonly Finding[];
}

/** Reads one hosts/NAME.toml. Never throws, whatever the text holds. */
export function parseHost({ name, file, text }: HostSource, surroundings: HostSurroundings): ParsedHost {
  const { table, findings: unreadable, wholeFloats = [] } = parseToml(text, file);
  if (table === undefined) return { findings: unreadable };
  // Anything else that is said would show the lines around it.
  const secrets = findInlineSecrets(table, file);
  if (secrets.length > 0) return { findings: secrets };

  const refused = findRefusedKeys(table, file);
  const strangers = [...findStrangers(table, file, surroundings), ...findLongNames(table, file)];
  const misshapen = checkSchema(HostSchema, table, {
    file,
    document: file,
    explained: refused.flatMap(pathsOf),
    explainedValues: unreadable.flatMap(pathsOf),
  });
  const explained = new Set([...refused, ...misshapen].flatMap(pathsOf).map(showKeyPath));
  const floats = wholeFloats.filter((path) => !explained.has(showKeyPath(path)));
  const findings = [
    ...unreadable,
    ...refused,
    ...strangers,
    ...misshapen,
    ...floats.map((path) => explainFloat(path, table, file)),
    ...checkHostTexts(table, file),
  ];
  const parsed = findings.some(isError) ? undefined : HostSchema.safeParse(table).data;
  if (parsed === undefined) return { findings };
  const host = hostOf({ name, file }, parsed, surroundings);
  const clashes = findClashes(host);
  const empty = host.accounts.length === 0 ? [findingOf('host-without-accounts', { file }, { file })] : [];
  return {
    ...(clashes.length === 0 && { host }),
    findings: [...findings, ...clashes, ...empty, ...findAdvice(host)],
  };
}

function isError({ code }: Finding): boolean {
  return severityOf(code) === 'error';
}

function pathsOf({ place }: Finding): KeyPath[] {
  return 'path' in place ? [place.path] : [];
}

/** No key of a host takes one. To Nix and the schema of editors, `4001.0` is no whole number. */
function explainFloat(path: KeyPath, table: TomlTable, file: string): Finding {
  const example = `${showKey(String(path.at(-1)))} = ${String(valueAt(table, path))}`;
  return findingOf(
    'wrong-type',
    { file, place: { kind: 'value', path } },
    { key: showKeyPath(path), expected: 'a whole number', actual: 'one with a point or exponent', example },
  );
}

function findRefusedKeys(table: TomlTable, file: string): readonly Finding[] {
  return [...REFUSED_HOST_KEYS].flatMap(([key, place]) =>
    valuesAt(table, key).map(({ path }) =>
      findingOf(
        'refused-key',
        { file, place: { kind: 'key', path } },
        { key: showKey(String(path.at(-1))), table: file, place },
      ),
    ),
  );
}

/** Agents and harnesses that there are none of. */
function findStrangers(table: TomlTable, file: string, { agents, harnesses }: HostSurroundings): readonly Finding[] {
  const names = agents.map((agent) => agent.name);
  const accounts = valuesAt(table, 'agents.*')
    .map(({ path }) => ({ path, value: String(path.at(-1)) }))
    // Of others, that they are no names is enough.
    .filter(({ value }) => NameSchema.safeParse(value).success);
  return [
    ...accounts.flatMap((found) => explainStranger('unknown-agent', found, names, { file, kind: 'key' })),
    ...textsAtPlace(table, 'agents.*.agents.*').flatMap((found) =>
      explainStranger('unknown-agent', found, names, { file, kind: 'value' }),
    ),
    ...textsAtPlace(table, 'agents.*.harnesses.*').flatMap((found) =>
      explainStranger('unknown-target', found, harnesses, { file, kind: 'value' }),
    ),
  ];
}

function explainStranger(
  code: 'unknown-agent' | 'unknown-target',
  { path, value }: Placed & { readonly value: string },
  known: readonly string[],
  { file, kind }: { readonly file: string; readonly kind: 'key' | 'value' },
): Finding[] {
  if (known.includes(value)) return [];
  const guess = nearest(value, known);
  const parameters = { agent: quote(value), target: quote(value), known: quoteList(known) };
  const hint = guess && `did you mean ${quote(guess)}?`;
  return [findingOf(code, { file, place: { kind, path } }, parameters, hint)];
}

/** Of the name of a user, in Linux. */
const LONGEST_USER = 31;

function findLongNames(table: TomlTable, file: string): readonly Finding[] {
  return valuesAt(table, 'agents.*').flatMap(({ path }) => {
    const account = String(path.at(-1));
    const user = userOf({ name: account });
    if (user.length <= LONGEST_USER) return [];
    const parameters = { account: quote(account), user: quote(user), length: String(user.length) };
    return [findingOf('account-name-too-long', { file, place: { kind: 'key', path } }, parameters)];
  });
}
