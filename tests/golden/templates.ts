import Handlebars from 'handlebars';

/** A template in a form that needs no compiler. None of them makes HTML: nothing is escaped by itself. */
export function precompile(text: string, helpers: readonly string[] = []): string {
  const knownHelpers = Object.fromEntries(helpers.map((name) => [name, true]));
  return String(Handlebars.precompile(text, { noEscape: true, strict: true, knownHelpers, knownHelpersOnly: true }));
}
