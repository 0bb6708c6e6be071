import { existsSync } from 'node:fs';
import type { Asked } from './measured-cases.js';

type Asking = { readonly tool: string; readonly input: string };

/** The calls by which the program can do what a question is about. None: it cannot be tried here. */
export function callsOfQuestion({ tool, input }: Asking): readonly Asked[] {
  if (isRefusedAnyway({ tool, input })) return [];
  switch (tool) {
    case 'bash':
      return [input];
    case 'read':
      return [['Read', input]];
    case 'edit':
      return ['Write', 'Edit'].map((name) => [name, input] as const);
    case 'external_directory':
      return ['Read', 'Write', 'Edit'].map((name) => [name, input] as const);
    case 'todo':
      return [['TaskCreate', '']];
    case '*':
      return [
        ['ListAgents', ''],
        ['mcp__any__any', ''],
      ];
    default: {
      // A server alone stands for a tool of it that has no policy of its own.
      if (tool.startsWith('mcp__')) return [[/^mcp__.+?__/.test(tool) ? tool : `${tool}__any`, '']];
      const name = NAMES[tool];
      return name === undefined ? [] : [[name, input]];
    }
  }
}

const NAMES: Readonly<Record<string, string>> = {
  webfetch: 'WebFetch',
  websearch: 'WebSearch',
  skill: 'Skill',
  task: 'Agent',
  glob: 'Glob',
  grep: 'Grep',
  question: 'AskUserQuestion',
};

/** What the program refuses before it thinks about permissions: of a directory, of a file that was not read, of what is no address, query, skill, agent or command. */
function isRefusedAnyway({ tool, input }: Asking): boolean {
  switch (tool) {
    case 'bash':
      return input.trim() === '';
    case 'webfetch':
      return !URL.canParse(input) || !new URL(input).hostname.includes('.');
    case 'websearch':
      return input.length < 2;
    case 'skill':
    case 'task':
      return !/^[a-z][a-z-]*$/.test(input);
    case 'read':
      return isDirectory(input);
    case 'edit':
    case 'external_directory':
      return isDirectory(input) || (input.startsWith('/') && existsSync(input));
    default:
      return false;
  }
}

function isDirectory(path: string): boolean {
  return path === '.' || /(?:^|\/)\s*$/.test(path);
}
