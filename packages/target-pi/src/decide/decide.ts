import { strictest, type Action, type FileTree, type HarnessDecision, type Question } from '@canonry/core';
import { answer, type Ask } from '@canonry/core/guard';
import { agentFileOf, type AgentFile } from './agent-file.js';
import { guardIn, type Guard } from './guard.js';
import { offeredTools, type Offered } from './offered-tools.js';
import { MISSING_TOOLS, ownedCase } from './owned-cases.js';
import { placeOf, type Place } from './place.js';

/** What Pi 1.5.2 does with these files, read from their text alone. Measured on the program itself: see docs/targets/pi.md. */
export function decide(files: FileTree, question: Question): HarnessDecision {
  const guard = guardIn(files, question);
  const decision = guard.kind === 'broken' ? 'deny' : decideWith(guard, placeOf(files, question), question);
  const code = ownedCase(question, guard.kind !== 'none');
  return code === undefined ? { decision } : { decision, owned: code };
}

/** Pi's names for the tools of agent.toml. */
const NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['read', ['read']],
  ['bash', ['bash']],
  ['edit', ['edit', 'write']],
  ['grep', ['grep']],
  ['glob', ['find']],
  ['list', ['ls']],
]);

/** With neither of these Pi shows no skills. */
const SKILL_TOOLS = ['read', 'bash'];

function decideWith(guard: Guard, place: Place, question: Question): Action {
  const { tool } = question;
  const file = startedFile(guard, place, question);
  const offered = offeredTools(place, file);
  if (MISSING_TOOLS.includes(tool) || !isOffered(tool, offered)) return 'deny';
  if (guard.kind !== 'guard') return 'allow';
  const agents = agentsAtWork(guard.main, file);
  return strictest(agents.flatMap((agent) => asked(question).map((ask) => answerTo(guard, agent, ask, question))));
}

/** The file of an agent that does not have Pi's system prompt, because a package or a person started it by that file. */
function startedFile(guard: Guard, place: Place, { agent, role }: Question): AgentFile | undefined {
  if (agent === undefined) return undefined;
  const file = agentFileOf(place, agent);
  if (role === 'subagent' || file === undefined) return file;
  const prompt = place.textAt('SYSTEM.md') ?? place.textAt('APPEND_SYSTEM.md');
  const isMain = guard.kind === 'guard' ? guard.main === agent : prompt !== undefined && prompt === file.body;
  return isMain ? undefined : file;
}

function isOffered(tool: string, { names, isClosed }: Offered): boolean {
  const own = NAMES.get(tool);
  if (own !== undefined) return own.some((name) => names.has(name));
  if (tool === 'skill') return SKILL_TOOLS.some((name) => names.has(name));
  if (tool === 'external_directory' || tool === 'doom_loop' || !isClosed) return true;
  return names.has(tool.replaceAll(/[^A-Za-z0-9_]/g, '_'));
}

/** Whoever has no mark in the prompt works for the main agent. */
function agentsAtWork(main: string | null, file: AgentFile | undefined): readonly (string | null)[] {
  const marks = file?.body.matchAll(/<!-- canonry-agent: (\S+) -->/g) ?? [];
  const marked = [...marks].map(([, name = '']) => name);
  return marked.length > 0 ? marked : [main];
}

/** What the guard asks the policies about. */
function asked({ tool, input, home, project, scope }: Question): readonly Ask[] {
  const at = (path: string): string => absolute(path, home, project);
  switch (tool) {
    case 'bash':
    case 'grep':
    case 'glob':
      return [{ tool, subject: input }];
    case 'read': {
      const path = at(input);
      const skill = /([^/]+)(?:\/SKILL\.md|(?<=\/\.pi\/(?:agent\/)?skills\/[^/]+)\.md)$/.exec(path)?.[1];
      return [{ tool, subject: path }, ...(skill === undefined ? [] : [{ tool: 'skill', subject: skill }])];
    }
    case 'edit':
    case 'external_directory':
      return [{ tool, subject: at(input) }];
    case 'skill':
      return [
        { tool, subject: input },
        { tool: 'read', subject: at(`${scope === 'user' ? '~/' : ''}.agents/skills/${input}/SKILL.md`) },
      ];
    default:
      return [{ tool, subject: '' }];
  }
}

function answerTo(
  guard: Guard & { kind: 'guard' },
  agent: string | null,
  ask: Ask,
  { home, project }: Question,
): Action {
  const place = { project, home, files: NO_LINKS };
  const { decision } = answer(guard.policies, { agent, asks: [ask], place, canAsk: true });
  return decision === 'unspecified' ? 'allow' : decision;
}

/** Nobody has looked at a disk. */
const NO_LINKS = {
  realpath: (path: string): string => path,
  readlink: (path: string): string => {
    throw new Error(`not a link: ${path}`);
  },
};

function absolute(path: string, home: string, project: string): string {
  const prefix = ['~', '$HOME'].find((name) => path === name || path.startsWith(`${name}/`));
  if (prefix !== undefined) return home + path.slice(prefix.length);
  return path.startsWith('/') ? path : `${project}/${path}`;
}
