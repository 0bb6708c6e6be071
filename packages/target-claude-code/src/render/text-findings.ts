import { findingOf, quote, type Finding, type Roster } from '@canonry/core';
import { TARGET } from './losses.js';
import { holdsBack } from './policies.js';
import { actingKeys } from './skill-file.js';
import { SKILL_COMMANDS, type SharedHolds } from './shared-holds.js';
import { commandsIn, commentsIn, filesIn, importsIn, type Spot } from './texts-that-act.js';

/** What Claude Code does by itself with the texts that agents name, and what of them it leaves out. */
export function textFindings(roster: Roster, { switches }: SharedHolds): readonly Finding[] {
  const isHeld = roster.agents.some((agent) => ['read', 'external_directory'].some((tool) => holdsBack(agent, tool)));
  const skills = roster.skills.flatMap(({ name, files }): readonly Finding[] => {
    const file = `skills/${name}/SKILL.md`;
    const text = new TextDecoder().decode(files.get('SKILL.md')?.bytes);
    const commands = switches.includes(SKILL_COMMANDS) ? commandsIn(text) : [];
    return [
      ...actingKeys(text).map((key) => leftOut(file, placeOfKey(text, key), `the key ${quote(key)} of this skill`)),
      ...(isHeld ? filesIn(text).map((spot) => reads(file, spot)) : []),
      ...commands.map((spot) =>
        leftOut(file, spot, `the command ${quote(spot.text)}, which this skill runs by itself`),
      ),
    ];
  });
  const texts = (['rules', 'context'] as const).flatMap((kind) =>
    roster[kind].flatMap(({ name, file, text }) => [
      ...(isHeld ? importsIn(text, `${kind}/${name}`).map((spot) => reads(file, spot)) : []),
      ...commentsIn(text).map((spot) => leftOut(file, spot, 'a comment in a paragraph of its own')),
    ]),
  );
  return [...skills, ...texts];
}

function placeOfKey(text: string, key: string): Spot {
  const at = text.split('\n').findIndex((line) => new RegExp(`^\\W*${key}\\b`).test(line));
  return { line: at + 1 || 1, column: 1, text: key };
}

function reads(file: string, { line, column, text }: Spot): Finding {
  const place = { kind: 'position', line, column } as const;
  return findingOf('text-reads', { file, place, target: TARGET }, { target: TARGET, path: quote(text) });
}

function leftOut(file: string, { line, column }: Spot, what: string): Finding {
  const place = { kind: 'position', line, column } as const;
  return findingOf('text-left-out', { file, place, target: TARGET }, { target: TARGET, what });
}
