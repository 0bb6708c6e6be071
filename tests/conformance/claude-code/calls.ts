import type { Asked } from './measured-cases.js';
import type { Call } from './messages-server.js';

/** What the model has to write to ask for this. */
export function callOf(asked: Asked): Call {
  if (typeof asked === 'string') return { name: 'Bash', input: { command: asked, description: 'a test' } };
  const [name, input, more = {}] = asked;
  const file_path = /^[/{]/.test(input) ? input : `{project}/${input}`;
  switch (name) {
    case 'Read':
      return { name, input: { file_path } };
    case 'Write':
      return { name, input: { file_path, content: 'x' } };
    case 'Edit':
      return { name, input: { file_path, old_string: '', new_string: 'x' } };
    case 'WebFetch':
      return { name, input: { url: input, prompt: 'x' } };
    case 'WebSearch':
      return { name, input: { query: input } };
    case 'Agent':
      return { name, input: { description: 'd', prompt: 'p', subagent_type: input, ...more } };
    case 'Skill':
      return { name, input: { skill: input, ...more } };
    case 'Glob':
    case 'Grep':
      return { name, input: { pattern: input } };
    case 'AskUserQuestion':
      return { name, input: { questions: [QUESTION] } };
    case 'TaskCreate':
      return { name, input: { subject: 'x', description: 'x' } };
    default:
      return { name, input: { ...more } };
  }
}

const QUESTION = {
  question: 'Which?',
  header: 'Which',
  options: [
    { label: 'a', description: 'one' },
    { label: 'b', description: 'two' },
  ],
  multiSelect: false,
};

/** The same for a question that was put elsewhere: what it says of the project and the home is meant for those of the session. */
export function callIn({ project, home }: { readonly project: string; readonly home: string }, asked: Asked): Call {
  const placed = (text: string): string => text.replaceAll(project, '{project}').replaceAll(home, '{home}');
  return callOf(typeof asked === 'string' ? placed(asked) : [asked[0], placed(asked[1]), asked[2] ?? {}]);
}
