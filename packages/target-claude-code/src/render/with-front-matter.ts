/** A file of keys and text. Three hyphens anywhere in the keys would end them: every key behind would be lost, and text. */
export function withFrontMatter(yaml: string, text: string): string {
  return `---\n${yaml.replaceAll(/-(?=--)/g, String.raw`\x2d`)}---\n${text}`;
}
