/** Only a document with one of these can hold what TOML 1.1 added to 1.0; the others need no second parser. */
export function mayBeNewerToml(text: string): boolean {
  return /\{|\\[ex]/.test(text);
}
