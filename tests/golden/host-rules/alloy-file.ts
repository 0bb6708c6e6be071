/** A value of an Alloy file: a text, a reference to what another component gives, or lists and objects of them. */
export type AlloyValue = string | AlloyReference | readonly AlloyValue[] | ReadonlyMap<string, AlloyValue>;

interface AlloyReference {
  readonly to: string;
}

export interface AlloyBlock {
  /** With its label, as others refer to it: `loki.write.agent_host_audit`. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, AlloyValue>;
  readonly blocks: readonly AlloyBlock[];
}

/** The blocks of an Alloy file, by the part of its syntax that canonry writes. What is not of that part is an exception. */
export function readAlloy(text: string): readonly AlloyBlock[] {
  const tokens = tokensOf(text);
  const body = readBody(tokens);
  if (body.attributes.size > 0) throw new Error('an attribute outside of any block');
  expectNext(tokens, undefined);
  return body.blocks;
}

const TOKEN = /\/\/[^\n]*|[^\S\n]+|(\n|"(?:[^"\\\n]|\\["\\abfnrtv]|\\u[0-9a-f]{4})*"|[A-Za-z_][\w.]*|[{}[\]=,])/y;

/** The last one is first to be taken. */
function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw new Error(`no token of Alloy: ${text.slice(at, at + 20)}`);
    if (match[1] !== undefined) tokens.push(match[1]);
  }
  return tokens.toReversed();
}

function readBody(tokens: string[]): Omit<AlloyBlock, 'name'> {
  const attributes = new Map<string, AlloyValue>();
  const blocks: AlloyBlock[] = [];
  for (skipLines(tokens); isWord(tokens.at(-1)); skipLines(tokens)) {
    const word = tokens.pop() ?? '';
    if (tokens.at(-1) === '=') {
      tokens.pop();
      if (attributes.has(word)) throw new Error(`${word} is there twice`);
      attributes.set(word, readValue(tokens));
    } else {
      const label = isText(tokens.at(-1)) ? `.${textOf(tokens.pop())}` : '';
      expectNext(tokens, '{');
      blocks.push({ name: word + label, ...readBody(tokens) });
      expectNext(tokens, '}');
    }
    expectNext(tokens, '\n');
  }
  return { attributes, blocks };
}

function readValue(tokens: string[]): AlloyValue {
  const token = tokens.pop();
  if (isText(token)) return textOf(token);
  if (isWord(token)) return { to: token };
  if (token === '[') return readList(tokens, ']', readValue);
  if (token !== '{') throw new Error(`no value of Alloy: ${token}`);
  return new Map(
    readList(tokens, '}', () => {
      const key = tokens.pop();
      expectNext(tokens, '=');
      return [isText(key) ? textOf(key) : (key ?? ''), readValue(tokens)] as const;
    }),
  );
}

/** The last entry needs a comma where the end stands on a line of its own. */
function readList<Entry>(tokens: string[], end: string, read: (tokens: string[]) => Entry): readonly Entry[] {
  const entries: Entry[] = [];
  for (skipLines(tokens); tokens.at(-1) !== end; skipLines(tokens)) {
    entries.push(read(tokens));
    if (tokens.at(-1) !== end) expectNext(tokens, ',');
  }
  tokens.pop();
  return entries;
}

function skipLines(tokens: string[]): void {
  while (tokens.at(-1) === '\n') tokens.pop();
}

function expectNext(tokens: string[], expected: string | undefined): void {
  const token = tokens.pop();
  if (token !== expected) throw new Error(`${JSON.stringify(token)} where Alloy has ${JSON.stringify(expected)}`);
}

function isWord(token: string | undefined): token is string {
  return token !== undefined && /^[A-Za-z_]/.test(token);
}

function isText(token: string | undefined): token is string {
  return token?.startsWith('"') === true;
}

/** What Go and JSON escape alike; canonry writes nothing else. */
function textOf(token = ''): string {
  const text: unknown = JSON.parse(token);
  if (typeof text !== 'string') throw new Error(`no text: ${token}`);
  return text;
}
