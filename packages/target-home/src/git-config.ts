/** A section of a file that `git config` reads, with its keys in order. */
export interface GitSection {
  /** As it stands between the brackets: `gpg "ssh"`. */
  readonly name: string;
  readonly values: readonly (readonly [key: string, value: string])[];
}

export function printGitConfig(sections: readonly GitSection[]): string {
  return sections
    .map(({ name, values }) => `[${name}]\n${values.map(([key, value]) => `\t${key} = ${quoted(value)}\n`).join('')}`)
    .join('');
}

/** Inside of quotes, `#`, `;` and blanks at the ends are nothing but characters. */
function quoted(value: string): string {
  return `"${value.replaceAll(/[\\"\n\t\b]/g, (character) => ESCAPES[character] ?? character)}"`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\t': '\\t',
  '\b': '\\b',
};
