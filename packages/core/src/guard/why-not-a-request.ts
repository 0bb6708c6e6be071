import { quote } from '../text/quote.js';
import { isTool } from '../tools.js';
import type { GuardRequest } from './request.js';

/** What is missing in a request. Its parts come out of JSON that others wrote, so their types are only a promise. */
export function whyNotARequest({ agent, asks, place, canAsk }: GuardRequest): string | undefined {
  if (agent !== null && !isText(agent)) return 'it does not say which agent calls';
  if (typeof canAsk !== 'boolean') return 'it does not say whether somebody can be asked';
  if (![place.project, place.cwd ?? '/'].every(isAbsolute)) return 'its directories are not absolute';
  if (asks.length === 0) return 'it asks for nothing';
  for (const { tool, subject } of asks) {
    if (!isText(tool)) return 'it does not say which tool is called';
    if (!isTool(tool) && !tool.startsWith('mcp__')) return `canonry knows no tool ${quote(tool)}`;
    if (!isText(subject)) return `it does not say what ${tool} is about`;
    if (tool !== 'bash' && subject.includes('\0')) return `NUL in what ${tool} is about`;
  }
  return undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isAbsolute(path: unknown): boolean {
  return isText(path) && path.startsWith('/');
}
