import type { FileTree, Policy } from '@canonry/core';
import { harnessDefault, harnessKeyOf } from './harness-tools.js';
import { PROJECT, USER } from './layers.js';
import { filesNamedIn } from './prompt-text.js';
import { read } from './read.js';

/** Where OpenCode looks, and what it makes of it. */
export const reader = {
  places: [
    ...[USER, PROJECT].map((directory) => directory.slice(0, -1)),
    'opencode.json',
    'opencode.jsonc',
    '.claude/skills',
    '.agents/skills',
  ],
  more: promptFiles,
  read,
  unspecified,
};

function unspecified(tool: string): Policy {
  const { action, rules } = harnessDefault(harnessKeyOf(tool));
  return { tool, intent: action, rules };
}

/** The files that prompts in JSON name. */
function promptFiles(files: FileTree): readonly string[] {
  return [...files].flatMap(([path, { bytes }]) => {
    if (!/\.jsonc?$/.test(path)) return [];
    return filesNamedIn(new TextDecoder().decode(bytes), path.split('/').slice(0, -1).join('/'));
  });
}
