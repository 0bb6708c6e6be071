import type { Agent, Policy } from '../agent.js';
import { homePrefix } from '../policy/pattern.js';
import { policyOf } from '../policy/policy-of.js';
import type { Question } from '../target.js';
import { TOOLS } from '../tools.js';
import { chooseSubjects, regionSubjects } from './choose-subjects.js';
import type { QuestionPlace } from './question-place.js';
import { lineFor } from '../policy/write-line.js';

/** All that is worth asking a harness about an agent: subjects at every border of every policy, and something of every other tool. */
export function questionsFor(agent: Agent, place: QuestionPlace): readonly Question[] {
  const tools = new Set<string>([...TOOLS, ...agent.permissions.map(({ tool }) => tool)]);
  const asked = [...tools].flatMap((tool) => inputsFor(agent, tool, place).map((input) => ({ tool, input })));
  const unique = new Map(asked.map((one) => [JSON.stringify(one), one]));
  const roles =
    agent.mode === 'all'
      ? (['main', 'subagent'] as const)
      : ([agent.mode === 'primary' ? 'main' : 'subagent'] as const);
  return roles.flatMap((role) => [...unique.values()].map((one) => ({ ...place, ...one, role, agent: agent.name })));
}

function inputsFor(agent: Agent, tool: string, place: QuestionPlace): readonly string[] {
  const subjects = [...(ORDINARY[tool] ?? ['']), ...subjectsOf(agent, tool, chooseSubjects)];
  if (tool === 'bash') {
    const regions = [...(ORDINARY[tool] ?? []), ...subjectsOf(agent, tool, regionSubjects)];
    return [...linesFor(subjects), ...raisedLines(linesFor(regions), redirectTargets(agent, place)), ...ODD_LINES];
  }
  if (tool !== 'read' && tool !== 'edit' && tool !== 'external_directory') return subjects;
  // Who may leave the project is asked whenever a file is.
  const outside = tool === 'external_directory' ? [] : subjectsOf(agent, 'external_directory', chooseSubjects);
  return [...subjects, ...outside].map((path) => absolute(path, place)).filter((path) => isForeign(tool, path, place));
}

/** What no policy has to mention to be asked about. */
const ORDINARY: Readonly<Record<string, readonly string[]>> = {
  bash: ['ls', 'git push origin main', 'rm -rf build'],
  read: ['src/a.txt', '.env', 'a', '/etc/passwd', '~/notes.md'],
  edit: ['src/a.txt', '.env', 'a', '/etc/hosts', '~/notes.md'],
  glob: ['**/*.ts'],
  grep: ['TODO'],
  webfetch: ['https://example.com/'],
  websearch: ['how to write tests'],
  task: ['somebody'],
  skill: ['something'],
  external_directory: ['/etc/passwd', '~/notes.md', '/tmp/a'],
  doom_loop: ['bash'],
};

/** Lines that run something without being a command, or that are read in more ways than one. */
const ODD_LINES: readonly string[] = [
  '',
  'cd src',
  'cd /usr && ls',
  'X=1',
  'export X=1',
  '> out.txt',
  '[ -f a ]',
  '[[ -f a ]]',
  'ls > out.txt',
  'ls > out.txt | cat',
  'cat /etc/passwd',
  'cat < /etc/passwd',
  'echo $(whoami)',
  'for f in a b; do rm $f; done',
  'bash -c "rm a"',
  "echo 'a",
];

function linesFor(subjects: readonly string[]): readonly string[] {
  return subjects.map(lineFor).filter((line) => line !== null);
}

/** Lines as parts of lines in which a reader may lose them. */
function raisedLines(lines: readonly string[], files: readonly string[]): readonly string[] {
  const [file = 'out.txt', ...others] = files;
  return [
    ...lines.flatMap((line) => [
      `X=1 ${line}`,
      `${line} > ${file}`,
      `${line} < in.txt`,
      `${line} 2>&1`,
      `${line} > /dev/null`,
      `ls && ${line}`,
      `${line} | cat`,
      `ls && ${line} > ${file}`,
      `(${line})`,
      line.replace(' ', '  '),
      `echo $(${line})`,
    ]),
    ...others.flatMap((path) => [`ls > ${path}`, `ls < ${path}`]),
  ];
}

/** Files that may be written, or not, as a redirect can name them. */
function redirectTargets(agent: Agent, place: QuestionPlace): readonly string[] {
  const paths = ['edit', 'read', 'external_directory'].flatMap((tool) => subjectsOf(agent, tool, regionSubjects));
  return [...new Set(paths.map((path) => absolute(path, place)).filter((path) => /^[\w\-./%]+$/.test(path)))];
}

function subjectsOf(agent: Agent, tool: string, choose: (policy: Policy) => readonly string[]): readonly string[] {
  const source = policyOf(agent, tool);
  return source.kind === 'policy' ? choose({ ...source.policy, tool }) : [];
}

/** A harness is asked about a file, not about a way to write it. */
function absolute(path: string, { home }: QuestionPlace): string {
  const prefix = homePrefix(path);
  return prefix === '' ? path : home + path.slice(prefix.length);
}

/** A path inside the project has another subject when it is written absolute; and what stays inside leaves nothing. */
function isForeign(tool: string, path: string, { project }: QuestionPlace): boolean {
  if (tool === 'external_directory' && !path.startsWith('/')) return false;
  // Nothing can be written there.
  if (tool === 'edit' && (path === '/' || path === '.')) return false;
  return path !== project && !path.startsWith(`${project}/`);
}
