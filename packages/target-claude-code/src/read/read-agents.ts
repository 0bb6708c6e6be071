import { findingOf, quote, type FileTree, type Finding, type Place } from '@canonry/core';
import { isPrompt, textOf } from '@canonry/core/reading';
import { agentPaths, readAgent, type AgentFile } from '../decide/agent-file.js';
import { endsTooSoon, takeApart, type FrontMatter } from '../decide/front-matter.js';
import { isText, type PlainRecord } from '../decide/plain-value.js';

/** An agent as Claude Code finds it, and the rest of what its file says. */
export interface HarnessAgent {
  /** As Claude Code calls it. */
  readonly key: string;
  readonly file: string;
  readonly record: PlainRecord;
  readonly says: AgentFile;
  readonly prompt: string;
  readonly placeOf: (key: string) => Place;
}

export function readAgents(files: FileTree): {
  readonly agents: readonly HarnessAgent[];
  readonly findings: readonly Finding[];
} {
  const agents = new Map<string, HarnessAgent>();
  const findings: Finding[] = [];
  for (const file of agentPaths(files)) {
    const agent = readFile(files, file, findings);
    if (agent === undefined) continue;
    const other = agents.get(agent.key);
    const reason =
      other === undefined
        ? whySkipped(agent)
        : `${other.file} defines an agent of this name too, and the first path counts`;
    if (reason === undefined) agents.set(agent.key, agent);
    else findings.push(skip(agent.key, file, reason));
  }
  return { agents: [...agents.values()], findings };
}

function readFile(files: FileTree, file: string, findings: Finding[]): HarnessAgent | undefined {
  const text = textOf(files.get(file)?.bytes ?? new Uint8Array(), file);
  if (typeof text !== 'string') {
    findings.push(text);
    return undefined;
  }
  const front = takeApart(text);
  const says = front === undefined ? undefined : readAgent(front.record);
  const key = front?.record['name'];
  if (front === undefined || says === undefined || !isText(key)) {
    findings.push(skip(isText(key) ? key : file, file, whyNone(front)));
    return undefined;
  }
  if (endsTooSoon(text)) {
    findings.push(skip(key, file, 'Claude Code ends its keys at the first "---", in the middle of a value'));
    return undefined;
  }
  if (front.isRescued) findings.push(explainRescue(file));
  // Claude Code cuts the space at both ends off; the lines between the keys and the prompt are nobody's.
  const prompt = front.body.replace(/^(?:[ \t]*\r?\n)+/, '');
  return { key, file, record: front.record, says, prompt, placeOf: placesIn(front) };
}

function whySkipped({ prompt }: HarnessAgent): string | undefined {
  return isPrompt(prompt) ? undefined : 'it has no prompt';
}

function whyNone(front: FrontMatter | undefined): string {
  if (front === undefined) return 'Claude Code finds no front matter in it that it can read, and so no agent';
  const { name, description } = front.record;
  if (!isText(name) || name === '') return 'it has no name, so that Claude Code finds no agent in it';
  if (name.includes(':')) return 'Claude Code refuses names with a colon';
  if (!isText(description) || description === '')
    return 'it has no description, so that Claude Code finds no agent in it';
  return 'its hooks are of another shape than Claude Code expects, so that it finds no agent';
}

function skip(key: string, file: string, reason: string): Finding {
  return findingOf('import-skipped-agent', { file }, { agent: quote(key), reason });
}

function explainRescue(file: string): Finding {
  const where = { file, place: { kind: 'text', offset: 0, length: 3 } } as const;
  return findingOf('import-rescued', where, { keys: 'every value', harness: 'Claude Code' });
}

/** Where a key of the front matter stands. */
function placesIn({ yaml, offset }: FrontMatter): HarnessAgent['placeOf'] {
  const lines = yaml.split('\n');
  return (key) => {
    const line = lines.findLastIndex((text) => text.startsWith(`${key}:`));
    if (line === -1) return { kind: 'text', offset: 0, length: 3 };
    const before = lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0);
    return { kind: 'text', offset: offset + before, length: key.length };
  };
}
