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
  return texts.map(({ name, file, text }) => {
    // Claude Code cuts off what looks like front matter, or obeys it; not behind an empty line.
    const isCut = /^\uFEFF?---/.test(text);
    return {
      kind: 'file',
      path: `${TEXTS}${directory}/${name}.md`,
      source: isCut ? { file, body: { file, fromLine: 2 } } : placeOfCopy(file),
      bytes: new TextEncoder().encode(isCut ? `\n${text}` : text),
      executable: false,
    };
  });
}
