/** The YAML between the two `---` lines that begin a Markdown file. */
export interface FrontMatter {
  readonly yaml: string;
  /** Where the YAML begins in the file. */
  readonly offset: number;
}

/** Takes a Markdown file apart, or says why it has no front matter. A byte order mark before it is passed over. */
export function splitFrontMatter(text: string): FrontMatter | { readonly reason: string } {
  const opening = /^\uFEFF?---[ \t]*\r?\n/.exec(text)?.[0];
  if (opening === undefined) return { reason: 'its first line is not ---' };
  const closing = /^---[ \t]*\r?$/gm;
  closing.lastIndex = opening.length;
  const end = closing.exec(text)?.index;
  if (end === undefined) return { reason: 'no second line --- ends it' };
  return { yaml: text.slice(opening.length, end), offset: opening.length };
}
