import { parseDocument, type ScalarTag } from 'yaml';

/** js-yaml 3 knows these spellings of booleans only; to it `yes` is a text. */
const BOOLEAN: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: /^(?:true|True|TRUE|false|False|FALSE)$/,
  resolve: (text) => text.toLowerCase() === 'true',
};

/** A YAML document as js-yaml 3 reads it: YAML 1.1 but for the booleans. Undefined if it cannot be read. */
export function loadYaml(text: string): unknown {
  const document = parseDocument(text, {
    schema: 'yaml-1.1',
    customTags: (tags) => [
      BOOLEAN,
      ...tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:bool'),
    ],
    // It takes keys of any length.
    strict: false,
    uniqueKeys: true,
  });
  if (document.errors.length > 0) return undefined;
  try {
    return document.toJS();
  } catch {
    // An alias without its anchor, or one that grows without end.
    return undefined;
  }
}
