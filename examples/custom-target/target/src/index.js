import { decide } from './decide.js';
import { render } from './render.js';

/** @type {import('@canonry/core').Target} */
export const geminiCli = {
  name: 'gemini-cli',
  program: 'gemini',
  enforcement: 'declarative',
  enforcements: ['declarative'],
  owns: ['.gemini/agents/'],
  options: [],
  needsGit: false,
  reads: [
    '.gemini/agents/',
    '.gemini/policies/',
    '.gemini/settings.json',
    '~/.gemini/policies/',
    '~/.gemini/settings.json',
  ],
  unseen: [
    { kind: 'place', path: '/etc/gemini-cli/policies' },
    { kind: 'place', path: '/etc/gemini-cli/settings.json' },
    { kind: 'variable', name: 'GEMINI_CLI_SYSTEM_SETTINGS_PATH' },
  ],
  owned: [],
  render,
  decide,
};
