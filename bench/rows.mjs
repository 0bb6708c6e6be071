import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeProject } from './project.mjs';
import { sourceFiles } from './roster.mjs';

const CANONRY = fileURLToPath(new URL('../packages/cli/bin/canonry.js', import.meta.url));
const FLOORS = fileURLToPath(new URL('floors.mjs', import.meta.url));
const THREE = ['opencode', 'claude-code', 'pi'];
/** What canonry and the other tools have in common. */
const TWO = ['opencode', 'claude-code'];

/** Where nothing that is known of one agent serves for the next, more of them tell nothing new, and take long. */
const DISTINCT_UP_TO = 100;

/**
 * Everything that is measured with `size` agents, in the order of one round: what a program is started with, where, and what
 * has to be so before. Runs of one project follow each other: after the first, its outputs are there.
 */
export function rowsFor(size, { directory, node, tools }) {
  const projectOf = (name, format, options) => writeProject(join(directory, name), sourceFiles(format, size, options));
  const three = projectOf('three', 'canonry', { targets: THREE });
  const canonry = (id, ...args) => ({ id, command: [node, CANONRY, ...args], cwd: three.directory });
  return [
    { id: 'node', command: [node, '-e', '0'], cwd: directory },
    canonry('version', '--version'),
    { ...canonry('cold', 'render'), prepare: three.removeOutputs, outputs: three.outputsThere },
    canonry('same', 'render'),
    canonry('check', 'check'),
    { ...canonry('one', 'render'), prepare: three.changeOne },
    ...floorRows({ directory, node, project: three }),
    ...(size > DISTINCT_UP_TO
      ? []
      : variantRows('distinct', projectOf('distinct', 'canonry', { targets: THREE, distinct: true }), node)),
    ...variantRows('two', projectOf('two', 'canonry', { targets: TWO }), node),
    ...tools.flatMap((tool) => peerRows(tool, projectOf(tool.name, tool.name), node)),
  ];
}

/** The same files as the project has, in a directory of their own. */
function floorRows({ directory, node, project }) {
  const [cwd, list] = [join(directory, 'floor'), join(directory, 'floor.json')];
  const floor = (id, kind, prepare, place = cwd) => ({ id, command: [node, FLOORS, kind, list], cwd: place, prepare });
  const anew = () => {
    rmSync(cwd, { recursive: true, force: true });
    mkdirSync(cwd);
    writeFileSync(list, JSON.stringify(project.outputsThere()));
  };
  const all = () => writeFileSync(list, JSON.stringify(project.filesThere()));
  return [floor('safe', 'safe', anew), floor('plain', 'plain', anew), floor('read', 'read', all, project.directory)];
}

function variantRows(name, project, node) {
  const row = (id, command) => ({ id: `${name} ${id}`, command: [node, CANONRY, command], cwd: project.directory });
  return [
    { ...row('cold', 'render'), prepare: project.removeOutputs, outputs: project.outputsThere },
    row('same', 'render'),
    row('check', 'check'),
  ];
}

function peerRows({ name, program, render, check }, project, node) {
  const row = (id, args) => ({ id: `${name} ${id}`, command: [node, program, ...args], cwd: project.directory });
  return [
    row('version', ['--version']),
    { ...row('cold', render), prepare: project.removeOutputs, outputs: project.outputsThere },
    row('same', render),
    row('check', check),
  ];
}
