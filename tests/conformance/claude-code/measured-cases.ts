import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileTree, Question } from '@canonry/core';
import * as z from 'zod';

/** A command line, or a tool of Claude Code with what it works on. */
export type Asked = string | readonly [tool: string, input: string, more?: Readonly<Record<string, string>>];

const AskedSchema = z.union([z.string(), z.tuple([z.string(), z.string()])]);
const Answers = z.strictObject({
  allow: z.array(AskedSchema),
  ask: z.array(AskedSchema),
  deny: z.array(AskedSchema),
});
const Case = z.strictObject({
  name: z.string(),
  /** Below the project, or with `~/` below the home. `{project}` and `{home}` stand for their directories. */
  files: z.record(z.string(), z.string()),
  /** Front matter by the name of the agent. */
  agents: z.record(z.string(), z.string()),
  trusted: z.boolean().default(true),
  /** The agent that a person talks to; the others are subagents. */
  main: z.string().optional(),
  scope: z.enum(['project', 'user']).default('project'),
  /** By agent, `main` for the conversation without one. */
  asked: z.record(z.string(), Answers),
});

/** What was once seen on the real program. */
export type MeasuredCase = z.infer<typeof Case>;

export interface MeasuredSection {
  readonly name: string;
  readonly cases: readonly MeasuredCase[];
}

export function readMeasured(): readonly MeasuredSection[] {
  const directory = fileURLToPath(new URL('measured/', import.meta.url));
  return readdirSync(directory)
    .toSorted()
    .map((file) => ({
      name: file.replace(/\.json$/, ''),
      cases: z.array(Case).parse(JSON.parse(readFileSync(join(directory, file), 'utf8'))),
    }));
}

export interface Expected {
  readonly asked: Asked;
  readonly decision: 'allow' | 'ask' | 'deny';
}

export function expectedOf(item: MeasuredCase, agent: string): readonly Expected[] {
  const answers = item.asked[agent];
  if (answers === undefined) return [];
  return (['allow', 'ask', 'deny'] as const).flatMap((decision) =>
    answers[decision].map((asked) => ({ asked, decision })),
  );
}

/** The command lines of a section that were asked of agent `a` beside a rule of deny, and answered so. */
export function measuredLines(section: string, decisions: readonly Expected['decision'][]): readonly string[] {
  const cases = readMeasured().find(({ name }) => name === section)?.cases ?? [];
  return cases
    .filter(({ files }) => files['.claude/settings.json']?.includes('"deny"'))
    .flatMap((item) => expectedOf(item, 'a'))
    .flatMap(({ asked, decision }) => (typeof asked === 'string' && decisions.includes(decision) ? [asked] : []));
}

/** All files of a case, by where they are put. */
export function filesOf({ files, agents, scope }: MeasuredCase): ReadonlyMap<string, string> {
  const prefix = scope === 'user' ? '~/' : '';
  const agentFiles = Object.entries(agents).map(
    ([name, front]) => [`${prefix}.claude/agents/${name}.md`, agentFile(name, front)] as const,
  );
  return new Map([...Object.entries(files), ...agentFiles]);
}

/** The text of an agent's file. Its body is how the pretended model knows in whose conversation it is. */
function agentFile(name: string, frontMatter: string): string {
  return `---\nname: ${name}\ndescription: an agent\n${frontMatter}\n---\n${markerOf(name)}\n`;
}

export function markerOf(name: string): string {
  return `The agent ${name} speaks.`;
}

export interface Directories {
  readonly project: string;
  readonly home: string;
}

/** The files of a case as a tree that `decide` reads: of the project, or of the home. */
export function treeOf(item: MeasuredCase, { project, home }: Directories): FileTree {
  const isWanted = (path: string): boolean => path.startsWith('~/') === (item.scope === 'user');
  return new Map(
    [...filesOf(item)]
      .filter(([path]) => isWanted(path))
      .map(([path, text]) => {
        const filled = text.replaceAll('{project}', project).replaceAll('{home}', home);
        return [path.replace(/^~\//, ''), { bytes: new TextEncoder().encode(filled), executable: false }];
      }),
  );
}

/** The circumstances of a question about an agent of a case, without the question. */
export function circumstances(
  { trusted, main, scope }: MeasuredCase,
  agent: string,
  { project, home }: Directories,
): Question {
  const isMain = agent === 'main' || agent === main;
  return {
    ...(agent === 'main' ? {} : { agent }),
    role: isMain ? 'main' : 'subagent',
    tool: '',
    input: '',
    trusted,
    home,
    project,
    pathPrefix: '',
    scope,
  };
}
