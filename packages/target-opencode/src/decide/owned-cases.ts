import type { OwnedCase, OwnedCode, Question } from '@canonry/core';
import { argumentTargets, DIRECTORY_CHANGES } from './bash-targets.js';
import { atHome, isBelow, resolvePath } from './paths.js';
import { isInside, placeOf, toolOutputDirectory } from './place.js';
import { readLine } from './read-line.js';
import type { Unseen } from './seen-command.js';

export const DIRECTORY_CASE = 'owned-opencode-directory';
export const ADDRESS_CASE = 'owned-opencode-address';

/** The closed list, each with the test that says whether a question is such a case. The first that fits is named. */
const CASES: readonly (OwnedCase & { readonly isCase: (question: Question) => boolean })[] = [
  {
    code: 'owned-opencode-cd',
    summary: 'asks nothing about cd, pushd and popd except where they leave the Git work tree',
    isCase: (question) => names(question).some((name) => DIRECTORY_CHANGES.has(name)),
  },
  {
    code: 'owned-opencode-assignment',
    summary: 'asks nothing about a variable that is set on its own, as by X=1 or a loop',
    isCase: (question) => isUnseen(question, 'assignment'),
  },
  {
    code: 'owned-opencode-builtin',
    summary:
      'asks nothing about what is no command to its grammar: export, declare, unset, [ ], [[ ]], (( )), an empty line',
    isCase: (question) => isUnseen(question, 'builtin'),
  },
  {
    code: 'owned-opencode-redirect',
    summary: 'does not see a redirect behind a list, a pipe, a group or a loop, nor one on its own',
    isCase: (question) => isUnseen(question, 'redirect'),
  },
  {
    code: 'owned-opencode-syntax',
    summary: 'does not ask about what its grammar cannot read, such as a command named a@b or a%b',
    isCase: ({ tool, input }) => tool === 'bash' && readLine(input) === null,
  },
  {
    code: 'owned-opencode-raw-text',
    summary: 'matches the text of a command as it is written, with its quotes, blanks and expansions, not its words',
    isCase: (question) => question.tool === 'bash' && isRaw(question.input),
  },
  {
    code: 'owned-opencode-whole-text',
    summary: 'takes assignments in front of a command and redirects behind it for parts of the text that rules match',
    narrows: true,
    isCase: ({ tool, input }) => tool === 'bash' && readLine(input)?.commands.some(({ isBare }) => !isBare) === true,
  },
  {
    code: 'owned-opencode-file-arguments',
    summary: 'also asks external_directory about the arguments of cat, cp, mv, rm, mkdir, touch, chmod and chown',
    narrows: true,
    isCase: leavesByArguments,
  },
  {
    code: ADDRESS_CASE,
    summary: 'compares an address as it is written, not as it is fetched: http, capital letters, a port, escapes',
    // What the files say about other spellings of it has to be asked.
    isCase: () => false,
  },
  {
    code: 'owned-opencode-tool-output',
    summary: 'opens the directory in which it keeps the long outputs of tools to every agent',
    isCase: (question) =>
      isFileTool(question.tool) && isBelow(toolOutputDirectory(placeOf(question).home), pathOf(question)),
  },
  {
    code: DIRECTORY_CASE,
    summary: 'asks external_directory about the directory of a file, so that listing a directory is like reading in it',
    isCase: (question) => mayBeListed(question) && isDirectory(question),
  },
  {
    code: 'owned-opencode-link',
    summary: 'decides about a path as it is written, not about what a symbolic link in it points at',
    // A question names a path; what it leads to stands on the disk alone.
    isCase: () => false,
  },
  {
    code: 'owned-opencode-work-tree',
    summary: 'takes the whole Git work tree for the project, so that external_directory is not asked inside of it',
    isCase: (question) => question.tool === 'external_directory' && isInside(placeOf(question), pathOf(question)),
  },
  {
    code: 'owned-opencode-depth',
    summary:
      'lets no agent start another that was itself started by one, unless subagent_depth in opencode.json says so for all',
    narrows: true,
    isCase: ({ tool, role }) => tool === 'task' && role === 'subagent',
  },
  {
    code: 'owned-opencode-patch-move',
    summary: 'asks edit only about the file that a patch moves, not about where it goes',
    isCase: ({ tool, input }) => tool === 'apply_patch' && /^\*\*\* Move to:/m.test(input),
  },
];

export const owned: readonly OwnedCase[] = CASES.map(({ code, summary, narrows }) =>
  narrows === undefined ? { code, summary } : { code, summary, narrows },
);

/** The case that a question is, whatever any file says. */
export function ownedCase(question: Question): OwnedCode | undefined {
  return CASES.find(({ isCase }) => isCase(question))?.code;
}

/** What the case is about, if the question is about a command line. */
function isUnseen({ tool, input }: Question, kind: Unseen): boolean {
  return tool === 'bash' && readLine(input)?.unseen.has(kind) === true;
}

function names({ tool, input }: Question): readonly string[] {
  const commands = tool === 'bash' ? (readLine(input)?.commands ?? []) : [];
  return commands.map(({ words: [name = ''] }) => name);
}

function isRaw(line: string): boolean {
  const seen = readLine(line);
  return seen?.unseen.has('expansion') === true || seen?.commands.some(({ isPlain }) => !isPlain) === true;
}

function leavesByArguments(question: Question): boolean {
  const seen = question.tool === 'bash' ? readLine(question.input) : null;
  return seen !== null && argumentTargets(seen, placeOf(question)).length > 0;
}

function isFileTool(tool: string): boolean {
  return tool === 'read' || tool === 'edit' || tool === 'external_directory';
}

/** True if it depends on the disk what is asked, and nobody has looked. */
export function mayBeDirectory(question: Question): boolean {
  return mayBeListed(question) && question.directories === undefined && !isDirectory(question);
}

function mayBeListed(question: Question): boolean {
  return question.tool !== 'edit' && isFileTool(question.tool) && !isInside(placeOf(question), pathOf(question));
}

function isDirectory(question: Question): boolean {
  return question.input.endsWith('/') || question.directories?.includes(pathOf(question)) === true;
}

function pathOf(question: Question): string {
  const { directory, home } = placeOf(question);
  return resolvePath(directory, atHome(question.input, home));
}
