import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonry as run, type Finished } from './canonry.js';
import { agentFiles, project, read } from './project.js';

const canonry = (cwd: string, ...args: string[]): Finished => run(args, { cwd, env: { HOME: join(cwd, 'home') } });

const POLICY = '[permissions.bash]\nintent = "ask"\n';
const sourceFor = (target: string): Readonly<Record<string, string>> => ({
  ...agentFiles('ada', POLICY),
  'canonry.toml': `[targets.${target}]\n`,
});

describe('a file that defines the same agent beside what is rendered', () => {
  it.each([
    ['claude-code', '.claude/agents/old.md', '---\nname: ada\ndescription: d\ntools: Read\n---\nOld.\n'],
    ['claude-code', '.claude/agents/more/ada.md', '---\nname: ada\ndescription: d\n---\nOld.\n'],
    ['opencode', '.opencode/agents/ada.md', '---\ndescription: d\npermission: deny\n---\nOld.\n'],
    ['opencode', '.opencode/agent/old.md', '---\nname: ada\ndescription: d\npermission: deny\n---\nOld.\n'],
    ['opencode', '.opencode/modes/ada.md', '---\ndescription: d\npermission: deny\n---\nOld.\n'],
    ['pi', '.pi/agents/old.md', '---\nname: ada\ndescription: d\ntools: read\n---\nOld.\n'],
  ])('is told for %s: %s', (target, path, text) => {
    const cwd = project({ ...sourceFor(target), [path]: text });
    const warning = `warning[rival-file]: "${path}" defines ada in ${target} too`;
    for (const args of [['render', '--dry-run'], ['render'], ['check']])
      expect(canonry(cwd, ...args).stderr).toContain(warning);
    expect(read(cwd, path)).toBe(text);
  });

  it.each([
    ['claude-code', '.claude/agents/ada-2.md', '---\nname: ada-2\ndescription: d\n---\nAnother.\n'],
    ['claude-code', '.claude/agents/none.md', '---\nname: ada\n---\nNo agent: it has no description.\n'],
    ['opencode', '.opencode/agents/more/ada.md', '---\ndescription: d\n---\nIts name is more/ada.\n'],
    ['pi', '.pi/agents/other.md', '---\ndescription: d\n---\nAnother.\n'],
  ])('is none where %s calls it otherwise, or finds no agent: %s', (target, path, text) => {
    const cwd = project({ ...sourceFor(target), [path]: text });
    expect(canonry(cwd, 'render').stderr).not.toContain('rival-file');
  });

  it('is none where it is what is rendered', () => {
    const cwd = project(sourceFor('claude-code'));
    canonry(cwd, 'render');
    expect(canonry(cwd, 'check').stderr).not.toContain('rival-file');
  });
});
