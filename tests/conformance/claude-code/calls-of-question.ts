import type { Asked } from './measured-cases.js';

/** The calls by which the program can do what a question is about. None: it cannot be tried here. */
export function callsOfQuestion({ tool, input }: { readonly tool: string; readonly input: string }): readonly Asked[] {
  switch (tool) {
    case 'bash':
      // A call without a command is refused before anybody is asked.
      return input.trim() === '' ? [] : [input];
    case 'read':
      return [['Read', input]];
    case 'edit':
      return ['Write', 'Edit'].map((name) => [name, input] as const);
    case 'external_directory':
      return ['Read', 'Write', 'Edit'].map((name) => [name, input] as const);
    case 'todo':
      return [['TaskCreate', '']];
    default: {
      const name = NAMES[tool];
      return name === undefined ? [] : [[name, input]];
    }
  }
}

const NAMES: Readonly<Record<string, string>> = {
  webfetch: 'WebFetch',
  websearch: 'WebSearch',
  skill: 'Skill',
  glob: 'Glob',
  grep: 'Grep',
  question: 'AskUserQuestion',
};
