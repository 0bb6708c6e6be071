import { keptFor, type FileTree, type LinesAbout } from '@canonry/core';
import { policyLines } from '@canonry/core/guard';
import { textOf } from '../read/texts.js';

/** The policy that the guard reads, or without one the list of tools. */
export function linesAbout(files: FileTree, agent: string, tool: string): readonly LinesAbout[] {
  const guarded = PLACES.map((place) => `${place}canonry/policies.json`).find((path) => files.has(path));
  if (guarded !== undefined) {
    const found = policiesOf(files, guarded).get(agent)?.get(tool);
    return found === undefined ? [] : [{ path: guarded, ...found }];
  }
  const own = PLACES.flatMap((place) => listed(files, `${place}agents/${agent}.md`, /^tools: /));
  // Who has no file of its own is the agent that the settings are about.
  return own.length > 0 ? own : PLACES.flatMap((place) => listed(files, `${place}settings.json`, /"defaultTools"/));
}

const PLACES = ['.pi/', '.pi/agent/'];

type Policies = ReturnType<typeof policyLines>;
const read = keptFor<Policies>();

function policiesOf(files: FileTree, path: string): Policies {
  return read(files, () => policyLines(textOf(files, path) ?? ''), path);
}

/** The line of a list, down to the one that ends it. */
function listed(files: FileTree, path: string, begins: RegExp): readonly LinesAbout[] {
  const lines = (textOf(files, path) ?? '').split('\n');
  const start = lines.findIndex((line) => begins.test(line));
  if (start === -1) return [];
  const end =
    lines[start]?.endsWith('[') === true ? lines.findIndex((line, at) => at > start && line.includes(']')) : start;
  return [{ path, line: start + 1, text: lines.slice(start, end + 1).join('\n') }];
}
