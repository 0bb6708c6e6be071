import { placeOfCopy, type FileOutput, type Roster, type TextFile } from '@canonry/core';
import { SKILLS, TEXTS } from './directories.js';
import { withoutPermissions } from './skill-file.js';

/** The skills, coding rules and context files that agents name. */
export function renderTexts({ skills, rules, context }: Roster): readonly FileOutput[] {
  const files = skills.flatMap(({ name, files: tree }) =>
    [...tree].map(([path, { bytes, executable }]): FileOutput => {
      const file = `skills/${name}/${path}`;
      const changed = path === 'SKILL.md' ? withoutPermissions(bytes) : undefined;
      return {
        kind: 'file',
        path: `${SKILLS}${name}/${path}`,
        source: changed === undefined ? placeOfCopy(file) : { file },
        bytes: changed ?? bytes,
        executable,
      };
    }),
  );
  return [...files, ...textFiles('rules', rules), ...textFiles('context', context)];
}

function textFiles(directory: string, texts: readonly TextFile[]): readonly FileOutput[] {
  return texts.map(({ name, file, text }) => ({
    kind: 'file',
    path: `${TEXTS}${directory}/${name}.md`,
    source: placeOfCopy(file),
    bytes: new TextEncoder().encode(text),
    executable: false,
  }));
}
