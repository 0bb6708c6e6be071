import Handlebars from 'handlebars';
import { minifySync } from 'rolldown/utils';

/** A template in a form that needs no compiler, on one line. None of them makes HTML: nothing is escaped by itself. */
export function precompile(text: string, helpers: readonly string[] = []): string {
  const knownHelpers = Object.fromEntries(helpers.map((name) => [name, true]));
  const options = { noEscape: true, strict: true, knownHelpers, knownHelpersOnly: true };
  const { code, errors } = minifySync('template.js', `export default ${String(Handlebars.precompile(text, options))}`);
  const [, compiled] = /^export default\s*(\{[^]*\});\s*$/.exec(code) ?? [];
  if (compiled === undefined) throw new Error(`a template that cannot be minified: ${errors.join()}`);
  return compiled;
}
