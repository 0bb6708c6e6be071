/** One line or more of front matter, and what it is there for. */
export interface Shape {
  readonly label: string;
  readonly lines: string;
}

export interface WildFile {
  readonly label: string;
  readonly bytes: Uint8Array;
}

/** What stands in every file that does not say otherwise. */
interface Ordinary {
  readonly name: string;
  readonly description: string;
}

const ORDINARY: Ordinary = { name: 'name: wild', description: 'description: Lives in the wild' };

/** Each shape in an ordinary file, and each oddity of a file around an ordinary front matter. */
export function wildFiles(shapes: readonly Shape[], usual: string): readonly WildFile[] {
  return [
    ...shapes.map(({ label, lines }) => ({ label, bytes: encode(ordinaryFile(lines)) })),
    ...ODDITIES.map(({ label, make }) => ({ label: `file: ${label}`, bytes: make(usual) })),
  ];
}

/** A shape may bring its own name and description. */
function ordinaryFile(lines: string): string {
  const own = (key: string): boolean => new RegExp(`^"?${key}"?\\s*:`, 'm').test(lines);
  const head = [own('name') ? '' : ORDINARY.name, own('description') ? '' : ORDINARY.description];
  return `---\n${[...head, lines].filter((line) => line !== '').join('\n')}\n---\nYou live in the wild.\n`;
}

interface Oddity {
  readonly label: string;
  /** A file with these lines of front matter that is odd in this way. */
  readonly make: (lines: string) => Uint8Array;
}

const text = (label: string, make: (lines: string) => string): Oddity => ({
  label,
  make: (lines) => encode(make(lines)),
});
const HEAD = `${ORDINARY.name}\n${ORDINARY.description}`;
const BODY = 'You live in the wild.\n';

/** What people, editors and other programs do to such files. */
export const ODDITIES: readonly Oddity[] = [
  text('lines end with CRLF', (lines) => ordinaryFile(lines).replaceAll('\n', '\r\n')),
  text('lines end with CR', (lines) => ordinaryFile(lines).replaceAll('\n', '\r')),
  text('a byte order mark', (lines) => `\uFEFF${ordinaryFile(lines)}`),
  text('an empty line first', (lines) => `\n${ordinaryFile(lines)}`),
  text('a blank first', (lines) => ` ${ordinaryFile(lines)}`),
  text('no fence', (lines) => `${HEAD}\n${lines}\n${BODY}`),
  text('no closing fence', (lines) => `---\n${HEAD}\n${lines}\n\n${BODY}`),
  text('fences of four', (lines) => `----\n${HEAD}\n${lines}\n----\n${BODY}`),
  text('blanks behind the fences', (lines) => `---  \n${HEAD}\n${lines}\n---\t\n${BODY}`),
  text('a word behind the first fence', (lines) => `---yaml\n${HEAD}\n${lines}\n---\n${BODY}`),
  text('another language behind the first fence', (lines) => `---json\n${HEAD}\n${lines}\n---\n${BODY}`),
  text('dots in place of the closing fence', (lines) => `---\n${HEAD}\n${lines}\n...\n${BODY}`),
  text('plus signs for fences', (lines) => `+++\n${HEAD}\n${lines}\n+++\n${BODY}`),
  text('an indented fence', (lines) => `---\n${HEAD}\n${lines}\n  ---\n${BODY}`),
  text('a rule in the prompt', (lines) => `${ordinaryFile(lines)}\n---\n\nmore: text\n`),
  text('two front matters', (lines) => `${ordinaryFile(lines)}${ordinaryFile(lines)}`),
  text('an empty front matter', () => `---\n---\n${BODY}`),
  text('only a comment in it', () => `---\n# nothing\n---\n${BODY}`),
  text('a list in it', () => `---\n- name\n- wild\n---\n${BODY}`),
  text('a text in it', () => `---\nwild\n---\n${BODY}`),
  text('an empty file', () => ''),
  text('nothing but white space', () => ' \n\t\n'),
  text('no prompt', (lines) => `---\n${HEAD}\n${lines}\n---\n`),
  text('a prompt that nobody sees', (lines) => `---\n${HEAD}\n${lines}\n---\n\u200B\n`),
  text('a tab for indentation', (lines) => ordinaryFile(`${lines}\nextra:\n\tkey: value`)),
  text('a tab behind the colon', (lines) => ordinaryFile(lines).replace('description: ', 'description:\t')),
  text('tabs at the ends of lines', (lines) => ordinaryFile(lines).replaceAll('\n', '\t\n')),
  text('a key twice', (lines) => ordinaryFile(`${lines}\ncolor: blue\ncolor: red`)),
  text('comments', (lines) => ordinaryFile(`# above\n${lines} # behind`)),
  text('a colon in the description', (lines) => ordinaryFile(`description: Use this: when a: b\n${lines}`)),
  text('a colon and a quote in the description', (lines) => ordinaryFile(`description: Say "x": or 'y'\n${lines}`)),
  text('an at sign first in the description', (lines) => ordinaryFile(`description: @wild one\n${lines}`)),
  text('a star first in the description', (lines) => ordinaryFile(`description: *wild one\n${lines}`)),
  text('a bracket first in the description', (lines) => ordinaryFile(`description: [wild] one\n${lines}`)),
  text('an open quote in the description', (lines) => ordinaryFile(`description: "wild one\n${lines}`)),
  text('a description of many lines', (lines) => ordinaryFile(`description: |\n  one\n\n  two\n${lines}`)),
  text('a folded description', (lines) => ordinaryFile(`description: >-\n  one\n  two\n${lines}`)),
  text('a plain description over two lines', (lines) => ordinaryFile(`description: one\n  two\n${lines}`)),
  text('a description with fences in it', (lines) => ordinaryFile(`description: |\n  one\n---\n${lines}`)),
  text('a description of 2000 letters', (lines) => ordinaryFile(`description: ${'x'.repeat(2000)}\n${lines}`)),
  text('an anchor and an alias', (lines) => ordinaryFile(`${lines}\nfirst: &a [1]\nsecond: *a`)),
  text('an alias of nothing', (lines) => ordinaryFile(`${lines}\nsecond: *nothing`)),
  text('a bomb of aliases', (lines) => ordinaryFile(`${lines}\n${bomb(12)}`)),
  text('an alias of itself', (lines) => ordinaryFile(`${lines}\nloop: &l [*l]`)),
  text('a merge key', (lines) => ordinaryFile(`${lines}\nbase: &b {color: red}\n<<: *b`)),
  text('a tag with code', (lines) => ordinaryFile(`${lines}\nrun: !!js/function "function () { throw 1 }"`)),
  text('a tag of Python', (lines) => ordinaryFile(`${lines}\nrun: !!python/object/apply:os.system ["true"]`)),
  text('binary data', (lines) => ordinaryFile(`${lines}\nicon: !!binary aGVsbG8=`)),
  text('a date', (lines) => ordinaryFile(`${lines}\ncreated: 2026-01-02`)),
  text('numbers of all kinds', (lines) => ordinaryFile(`${lines}\na: 0x1f\nb: 1_000\nc: 12:30:45\nd: .inf\ne: 010`)),
  text('words that may be true', (lines) => ordinaryFile(`${lines}\na: yes\nb: Off\nc: ~`)),
  text('the key __proto__', (lines) => ordinaryFile(`${lines}\n__proto__: {tools: Bash}\nconstructor: x`)),
  text('a key that is a list', (lines) => ordinaryFile(`${lines}\n? [a, b]\n: c`)),
  text('a directive', (lines) => `---\n%YAML 1.1\n---\n${HEAD}\n${lines}\n---\n${BODY}`),
  text('deep nesting', (lines) => ordinaryFile(`${lines}\ndeep: ${'['.repeat(200)}${']'.repeat(200)}`)),
  text('very deep nesting', (lines) => ordinaryFile(`${lines}\ndeep: ${'{a: '.repeat(5000)}1${'}'.repeat(5000)}`)),
  text('a NUL', (lines) => ordinaryFile(`${lines}\nodd: "a\0b"`)),
  text('line separators', (lines) => ordinaryFile(`${lines}\nodd: a\u2028b\u0085c`)),
  text('no-break spaces for indentation', (lines) => ordinaryFile(`${lines}\nodd:\n\u00A0\u00A0key: value`)),
  text('half a character', (lines) => ordinaryFile(`${lines}\nodd: "\\uD83D"`)),
  {
    label: 'bytes that are no UTF-8',
    make: (lines) => join(encode(ordinaryFile(lines)), new Uint8Array([0xff, 0xfe, 0x80])),
  },
  { label: 'UTF-16', make: (lines) => utf16(ordinaryFile(lines)) },
];

/** Grows by ten with each line, as far as somebody unfolds it. */
function bomb(lines: number): string {
  const rows = Array.from({ length: lines }, (_, index) => {
    const value = index === 0 ? '"x"' : `*l${index - 1}`;
    return `l${index}: &l${index} [${Array.from({ length: 10 }, () => value).join(', ')}]`;
  });
  return rows.join('\n');
}

function encode(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

function utf16(content: string): Uint8Array {
  return new Uint8Array([
    0xff,
    0xfe,
    ...Array.from(content).flatMap((letter) => [letter.charCodeAt(0) & 0xff, letter.charCodeAt(0) >> 8]),
  ]);
}
