import type { FileTree, LinesAbout } from '@canonry/core';
import { textOf } from './text-of.js';

/** The keys of `permission` in an agent's file that are about a tool. */
export function linesAbout(files: FileTree, agent: string, tool: string): readonly LinesAbout[] {
  const path = PLACES.map((place) => `${place}${agent}.md`).find((one) => files.has(one));
  if (path === undefined) return [];
  const lines = (textOf(files, path) ?? '').split('\n');
  const end = lines.indexOf('---', 1);
  const start = lines.slice(0, end).indexOf('permission:');
  if (start === -1) return [];
  const keys = [...lines.entries()].slice(start + 1, end).filter(([, line]) => KEY.test(line));
  return keys.flatMap(([index, line]) => {
    if (!isAbout(KEY.exec(line)?.[1] ?? '', tool)) return [];
    const next = lines.findIndex((one, at) => at > index && !one.startsWith('    '));
    return [{ path, line: index + 1, text: lines.slice(index, next).join('\n') }];
  });
}

const PLACES = ['.opencode/agent/', '.opencode/agents/', '.config/opencode/agent/', '.config/opencode/agents/'];

/** A key of `permission`, as we write it. */
const KEY = /^ {2}"?([^" ]+?)"?:/;

/** As rendering calls tools: patterns for an address need another key, and tools of servers have one for each way to read them. */
function isAbout(key: string, tool: string): boolean {
  if (tool.startsWith('mcp__'))
    return key.replace(/_+\*$/, '').replaceAll('__', '_') === tool.slice(5).replaceAll('__', '_');
  if (tool === 'todo') return key === 'todowrite';
  return key === tool || key === `${tool.slice(0, -1)}?`;
}
