import { ACTIONS, strictest, type Action, type FileTree, type HarnessDecision, type Question } from '@canonry/core';
import { commandTargets, directoryTargets } from './bash-targets.js';
import { ownedCase } from './owned-cases.js';
import { atHome, resolvePath } from './paths.js';
import { directoryTarget, fileTarget, isInside, placeOf, type Place } from './place.js';
import { readLine } from './read-line.js';
import { evaluate, isHidden } from './rules.js';
import { rulesFor, type AgentRules } from './rules-for.js';
import { toolNames } from './tool-names.js';

export { owned } from './owned-cases.js';

/** What OpenCode 1.18.33 does with these files, read from their text alone. Measured on the program itself: see docs/targets/opencode.md. */
export function decide(files: FileTree, question: Question): HarnessDecision {
  const place = placeOf(question);
  // With a configuration that it refuses, OpenCode does nothing at all.
  const decision = laxest(rulesFor(files, question, place).map((agent) => decideWith(agent, question, place)));
  const code = ownedCase(question);
  return code === undefined ? { decision } : { decision, owned: code };
}

function decideWith({ rules, depth }: AgentRules, question: Question, place: Place): Action {
  const decisionOf = (tool: string): Action => {
    if (isHidden(rules, tool)) return 'deny';
    if (tool === 'task' && question.role === 'subagent' && depth <= 1) return 'deny';
    return strictest(asked(tool, question, place).map(([permission, target]) => evaluate(rules, permission, target)));
  };
  // It goes by one of these names, so the least strict counts.
  return laxest(toolNames(question.tool).map(decisionOf));
}

function laxest(decisions: readonly Action[]): Action {
  return ACTIONS.find((action) => decisions.includes(action)) ?? 'deny';
}

type Asked = readonly (readonly [permission: string, target: string])[];

/** What the rules are asked before a tool does its work; nothing where it never asks. */
function asked(tool: string, { input }: Question, place: Place): Asked {
  switch (tool) {
    case 'bash':
      return askedOfLine(input, place);
    case 'read':
    case 'edit': {
      const path = resolvePath(place.directory, atHome(input, place.home));
      // What is written is a file, however it is spelled.
      const isDirectory = tool === 'read' && namesDirectory(path, input, place);
      return [...askedOfPlace(path, isDirectory, place), [tool, fileTarget(place, path)]];
    }
    case 'external_directory': {
      const path = resolvePath(place.directory, atHome(input, place.home));
      return askedOfPlace(path, namesDirectory(path, input, place), place);
    }
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
      return [[tool, input]];
    default:
      return [[tool, '*']];
  }
}

function askedOfLine(line: string, place: Place): Asked {
  const seen = readLine(line);
  // Its grammar guesses what such a line may hold; nothing is certain to be asked.
  if (seen === null) return [];
  return [
    ...directoryTargets(seen, place).map((target) => ['external_directory', target] as const),
    ...commandTargets(seen).map((target) => ['bash', target] as const),
  ];
}

function askedOfPlace(path: string, isDirectory: boolean, place: Place): Asked {
  return isInside(place, path) ? [] : [['external_directory', directoryTarget(path, isDirectory)]];
}

/** As far as anybody can tell without looking. */
function namesDirectory(path: string, written: string, { home }: Place): boolean {
  return written.endsWith('/') || path === home;
}
