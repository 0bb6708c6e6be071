/** What a document breaks of a schema: as much of JSON Schema draft 7 as our own schema uses, and an exception for more. */
export function findSchemaProblems(schema: unknown, document: unknown): readonly string[] {
  return problemsAt(document, schema, { root: schema, path: [] });
}

interface Here {
  readonly root: unknown;
  readonly path: readonly string[];
}

function problemsAt(value: unknown, schema: unknown, here: Here): readonly string[] {
  if (schema === true) return [];
  if (schema === false) return [`${nameOf(here)} is not allowed`];
  return Object.entries(tableOf(schema)).flatMap(([keyword, argument]) => {
    const check = KEYWORDS.get(keyword);
    if (check === undefined) throw new Error(`the schema uses ${keyword}, which this test does not know`);
    return check(value, argument, here, tableOf(schema));
  });
}

type Table = Readonly<Record<string, unknown>>;
type Check = (value: unknown, argument: unknown, here: Here, schema: Table) => readonly string[];

const ignore: Check = () => [];

const KEYWORDS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['$schema', ignore],
  ['title', ignore],
  ['description', ignore],
  ['definitions', ignore],
  ['$ref', (value, reference, here) => problemsAt(value, resolve(here.root, String(reference)), here)],
  ['allOf', (value, schemas, here) => listOf(schemas).flatMap((schema) => problemsAt(value, schema, here))],
  [
    'type',
    (value, types, here) => {
      const allowed = Array.isArray(types) ? types : [types];
      return allowed.some((type) => isOfType(value, type)) ? [] : [`${nameOf(here)} is no ${allowed.join(' or ')}`];
    },
  ],
  [
    'enum',
    (value, values, here) =>
      listOf(values).includes(value) ? [] : [`${nameOf(here)} is none of ${listOf(values).join(', ')}`],
  ],
  [
    'pattern',
    (value, pattern, here) =>
      typeof value !== 'string' || new RegExp(String(pattern), 'u').test(value)
        ? []
        : [`${nameOf(here)} does not match`],
  ],
  [
    'minimum',
    (value, minimum, here) =>
      typeof value !== 'number' || value >= Number(minimum) ? [] : [`${nameOf(here)} is too small`],
  ],
  [
    'minLength',
    (value, length, here) =>
      typeof value !== 'string' || value.length >= Number(length) ? [] : [`${nameOf(here)} is too short`],
  ],
  [
    'maxLength',
    (value, length, here) =>
      typeof value !== 'string' || value.length <= Number(length) ? [] : [`${nameOf(here)} is too long`],
  ],
  [
    'items',
    (value, schema, here) =>
      Array.isArray(value) ? value.flatMap((item, index) => problemsAt(item, schema, below(here, String(index)))) : [],
  ],
  [
    'required',
    (value, keys, here) =>
      listOf(keys)
        .filter((key) => isTable(value) && !Object.hasOwn(value, String(key)))
        .map((key) => `${nameOf(below(here, String(key)))} is missing`),
  ],
  [
    'properties',
    (value, schemas, here) =>
      entriesOf(value).flatMap(([key, item]) => {
        const properties = tableOf(schemas);
        return Object.hasOwn(properties, key) ? problemsAt(item, properties[key], below(here, key)) : [];
      }),
  ],
  [
    'propertyNames',
    (value, schema, here) => entriesOf(value).flatMap(([key]) => problemsAt(key, schema, below(here, key))),
  ],
  [
    'additionalProperties',
    (value, schema, here, { properties = {} }) =>
      entriesOf(value)
        .filter(([key]) => !Object.hasOwn(tableOf(properties), key))
        .flatMap(([key, item]) => problemsAt(item, schema, below(here, key))),
  ],
]);

function resolve(root: unknown, reference: string): unknown {
  let schema = root;
  for (const part of reference.replace(/^#\//, '').split('/')) schema = tableOf(schema)[part];
  return schema;
}

function isOfType(value: unknown, type: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isTable(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function below({ root, path }: Here, key: string): Here {
  return { root, path: [...path, key] };
}

function nameOf({ path }: Here): string {
  return path.length === 0 ? 'the document' : path.join('.');
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return isTable(value) ? Object.entries(value) : [];
}

function tableOf(value: unknown): Table {
  if (!isTable(value)) throw new Error('the schema has something else where a table belongs');
  return value;
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error('the schema has something else where a list belongs');
  return value;
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
