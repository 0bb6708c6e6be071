import {
  placeOfCopy,
  type FileOutput,
  type JsonKeysOutput,
  type Output,
  type Roster,
  type Scope,
  type TextFile,
} from '@canonry/core';
import { DIRECTORIES } from './directories.js';

const SCHEMA = 'https://opencode.ai/config.json';

/** The skills, coding rules and context files that agents name. */
export function renderTexts(roster: Roster, scope: Scope): readonly Output[] {
  const { config, instructions } = DIRECTORIES[scope];
  const texts = [...at('rules', roster.rules), ...at('context', roster.context)];
  const files = texts.map(({ path, text }): FileOutput => ({
    kind: 'file',
    path: `${config}${path}`,
    source: placeOfCopy(text.file),
    bytes: new TextEncoder().encode(text.text),
    executable: false,
  }));
  const items = texts.map(({ path }) => `${instructions}${globOf(path)}`).toSorted();
  return [...renderSkills(roster, scope), ...files, ...(items.length === 0 ? [] : [instructionKeys(items, scope)])];
}

function at(
  directory: string,
  texts: readonly TextFile[],
): readonly { readonly path: string; readonly text: TextFile }[] {
  return texts.map((text) => ({ path: `${directory}/${text.name}.md`, text }));
}

/** Where every harness finds them that follows the Agent Skills specification. */
function renderSkills({ skills }: Roster, scope: Scope): readonly Output[] {
  return skills.flatMap(({ name, files }) =>
    [...files].map(([path, { bytes, executable }]): FileOutput => ({
      kind: 'file',
      path: `${DIRECTORIES[scope].skills}${name}/${path}`,
      source: placeOfCopy(`skills/${name}/${path}`),
      bytes,
      executable,
    })),
  );
}

/** OpenCode puts the schema into a configuration that has none, on disk: then it would not be as rendered. */
function instructionKeys(items: readonly string[], scope: Scope): JsonKeysOutput {
  return {
    kind: 'json-keys',
    path: DIRECTORIES[scope].settings,
    entries: [
      { kind: 'default', keys: ['$schema'], value: SCHEMA },
      { kind: 'items', keys: ['instructions'], items },
    ],
  };
}

/** Each entry is a glob: a character that means something to one is any character there. */
function globOf(path: string): string {
  return path.replaceAll(/[[\]{}()!*?]/g, '?');
}
