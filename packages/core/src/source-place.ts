import { promptFileOf, type Agent } from './agent.js';
import type { SourcePlace } from './target.js';

/** What a file is made of in which the prompt of an agent begins behind `head`: below there, lines are those of the prompt. */
export function placeOfAgent(agent: Agent, head: string): SourcePlace {
  const lines = agent.prompt.replace(/\n$/, '').split('\n').length;
  return { file: agent.file, body: { file: promptFileOf(agent), fromLine: head.split('\n').length, lines } };
}

/** What a copy of a file of the source is made of. */
export function placeOfCopy(file: string): SourcePlace {
  return { file, body: { file, fromLine: 1 } };
}
