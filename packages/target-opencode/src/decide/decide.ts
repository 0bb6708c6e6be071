import {
  ACTIONS,
  addressForms,
  isStricter,
  strictest,
  type Action,
  type FileTree,
  type HarnessDecision,
  type OwnedCode,
  type Question,
} from '@canonry/core';
import { argumentTargets, commandTargets } from './bash-targets.js';
import { ADDRESS_CASE, DIRECTORY_CASE, mayBeDirectory, ownedCase } from './owned-cases.js';
import { atHome, resolvePath } from './paths.js';
import { directoryTargets, fileTarget, isInside, placeOf, type PathKind, type Place } from './place.js';
import { readLine } from './read-line.js';
import { evaluate, isHidden } from './rules.js';
import { rulesFor, type AgentRules } from './rules-for.js';
import { toolNames } from './tool-names.js';

export { owned } from './owned-cases.js';

/** What OpenCode 1.18.33 does with these files, read from their text alone. Measured on the program itself: see docs/targets/opencode.md. */
export function decide(files: FileTree, question: Question): HarnessDecision {
  const decision = decisionOn(files, question);
  const code =
    ownedCase(question) ?? caseOfDirectory(files, question, decision) ?? caseOfAddress(files, question, decision);
  return code === undefined ? { decision } : { decision, owned: code };
}

function decisionOn(files: FileTree, question: Question): Action {
  const place = placeOf(question);
  // With a configuration that it refuses, OpenCode does nothing at all.
  return laxest(rulesFor(files, question, place).map((agent) => decideWith(agent, question, place)));
}

/** Where nobody has looked at the disk, and more is permitted only if the path is a directory. */
function caseOfDirectory(files: FileTree, question: Question, decision: Action): OwnedCode | undefined {
  if (!mayBeDirectory(question)) return undefined;
  return isStricter(decisionOn(files, { ...question, directories: [] }), decision) ? DIRECTORY_CASE : undefined;
}

/** Where the rules are stricter about another text for which the same page is fetched. */
function caseOfAddress(files: FileTree, question: Question, decision: Action): OwnedCode | undefined {
  if (question.tool !== 'webfetch') return undefined;
  const { plain, near } = addressForms(question.input);
  const others = plain === undefined ? near : [plain, ...near];
  const isPassed = others.some((input) => isStricter(decisionOn(files, { ...question, input }), decision));
  return isPassed ? ADDRESS_CASE : undefined;
}

function decideWith({ rules, depth }: AgentRules, question: Question, place: Place): Action {
  const decisionOf = (tool: string): Action => {
    if (isHidden(rules, tool)) return 'deny';
    if (tool === 'task' && question.role === 'subagent' && depth <= 1) return 'deny';
    return strictest(
      asked(tool, question, place).map(({ permission, targets }) =>
        laxest(targets.map((target) => evaluate(rules, permission, target))),
      ),
    );
  };
  // It goes by one of these names, so the least strict counts.
  return laxest(toolNames(question.tool).map(decisionOf));
}

function laxest(decisions: readonly Action[]): Action {
  return ACTIONS.find((action) => decisions.includes(action)) ?? 'deny';
}

interface Asked {
  readonly permission: string;
  /** The text that the rules meet: one of these. */
  readonly targets: readonly string[];
}

/** What the rules are asked before a tool does its work; nothing where it never asks. */
function asked(tool: string, { input }: Question, place: Place): readonly Asked[] {
  switch (tool) {
    case 'bash':
      return askedOfLine(input, place);
    case 'read':
    case 'edit': {
      const path = resolvePath(place.directory, atHome(input, place.home));
      // What is written is a file, however it is spelled.
      const kind = tool === 'edit' ? 'file' : kindOf(input);
      return [...askedOfPlace(path, kind, place), { permission: tool, targets: [fileTarget(place, path)] }];
    }
    case 'external_directory':
      return askedOfPlace(resolvePath(place.directory, atHome(input, place.home)), kindOf(input), place);
    // It asks the person itself, so OpenCode does not ask whether it may.
    case 'question':
      return [];
    case 'glob':
    case 'grep':
    case 'webfetch':
    case 'websearch':
    case 'task':
    case 'skill':
    case 'doom_loop':
      return [{ permission: tool, targets: [input] }];
    default:
      return [{ permission: tool, targets: ['*'] }];
  }
}

function askedOfLine(line: string, place: Place): readonly Asked[] {
  const seen = readLine(line);
  // Its grammar guesses what such a line may hold; nothing is certain to be asked.
  if (seen === null) return [];
  return [
    ...argumentTargets(seen, place).map((targets) => ({ permission: 'external_directory', targets })),
    ...commandTargets(seen).map((target) => ({ permission: 'bash', targets: [target] })),
  ];
}

function askedOfPlace(path: string, kind: PathKind, place: Place): readonly Asked[] {
  if (isInside(place, path)) return [];
  return [{ permission: 'external_directory', targets: directoryTargets(place, path, kind) }];
}

function kindOf(written: string): PathKind {
  return written.endsWith('/') ? 'directory' : 'as-on-disk';
}
