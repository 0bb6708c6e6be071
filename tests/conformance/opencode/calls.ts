import type { Question } from '@canonry/core';
import type { Call } from './model.js';

/**
 * How a question is put to the real program; nothing where it cannot be, or must not: a file that may be written outside of
 * the directories of the test would be. Some tools need every optional key, or the program cannot show what it asks.
 */
export function callFor({ tool, input, home, project }: Question): Call | undefined {
  const isHarmless = !input.startsWith('/') || input.startsWith(`${home}/`) || input.startsWith(`${project}/`);
  switch (tool) {
    case 'bash':
      // The description makes calls differ: equal ones in a row are taken for a loop.
      return { tool: 'bash', input: { command: input, description: `asks about ${input}` } };
    case 'read':
      return { tool, input: { filePath: input, offset: 1, limit: 10 } };
    case 'edit':
      return isHarmless ? { tool: 'write', input: { filePath: input, content: 'written by a test\n' } } : undefined;
    case 'glob':
      return given(input, { tool, input: { pattern: input, path: '.' } });
    case 'grep':
      return given(input, { tool, input: { pattern: input, path: '.', include: '*' } });
    case 'webfetch':
      return /^https?:\/\//.test(input) ? { tool, input: { url: input, format: 'text', timeout: 1 } } : undefined;
    case 'websearch':
      return given(input, {
        tool,
        input: { query: input, numResults: 1, livecrawl: 'fallback', type: 'auto', contextMaxCharacters: 1_000 },
      });
    case 'task':
      return given(input, { tool, input: { description: 'asks', prompt: 'nothing', subagent_type: input } });
    // It looks for the skill before it asks.
    case 'skill':
      return input === 'customize-opencode' ? { tool, input: { name: input } } : undefined;
    case 'todo':
      return { tool: 'todowrite', input: { todos: [] } };
    case 'question':
      return {
        tool,
        input: { questions: [{ question: 'Yes?', header: 'yes', options: [{ label: 'yes', description: '' }] }] },
      };
    default:
      return undefined;
  }
}

/** These tools refuse an empty text before they ask anybody. */
function given(input: string, call: Call): Call | undefined {
  return input === '' ? undefined : call;
}
