import Handlebars from 'handlebars/runtime.js';
import { ESCAPERS } from './escapers.js';
import { TEMPLATES, type TemplateName } from './templates.js';

/** What templates take in: of limits and of a sandbox there is one text. */
const PARTS: readonly TemplateName[] = ['limits', 'sandbox'];

export function fillTemplate(name: TemplateName, context: object): string {
  const partials = Object.fromEntries(PARTS.map((part) => [part, Handlebars.template(TEMPLATES[part])]));
  return Handlebars.template(TEMPLATES[name])(context, { helpers: ESCAPERS, partials });
}
