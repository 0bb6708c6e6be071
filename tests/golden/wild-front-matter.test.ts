import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '@canonry/core';
import { claudeCode } from '@canonry/target-claude-code';
import { opencode } from '@canonry/target-opencode';
import { pi } from '@canonry/target-pi';
import { describe, expect, it } from 'vitest';
import { wildFiles, type Shape } from '../wild/front-matters.js';
import { importAndRender } from '../wild/import-and-render.js';
import { CLAUDE_CODE, OPENCODE, PI } from '../wild/shapes.js';
import { REPOSITORY } from './cases.js';
import { isUpdating } from './update.js';

interface Wild {
  readonly target: Target;
  readonly path: string;
  readonly shapes: readonly Shape[];
  /** Lines that an agent of this harness has. */
  readonly usual: string;
}

const HARNESSES: readonly Wild[] = [
  { target: claudeCode, path: '.claude/agents/wild.md', shapes: CLAUDE_CODE, usual: 'tools: Read, Bash' },
  { target: opencode, path: '.opencode/agent/wild.md', shapes: OPENCODE, usual: 'permission: {edit: deny}' },
  { target: pi, path: '.pi/agents/wild.md', shapes: PI, usual: 'tools: read, bash' },
];

describe('wild front matters', () => {
  it('are many', () => {
    const counts = HARNESSES.map(({ shapes, usual }) => wildFiles(shapes, usual).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(400);
  });

  it.each(HARNESSES)('of $target.name are imported or said to be none, and rendered as they were read', (wild) => {
    const { target, path, shapes, usual } = wild;
    const lines = wildFiles(shapes, usual).map(({ label, bytes }) => {
      const { findings, agents, refused, faults } = importAndRender(target, new Map([[path, { bytes, executable: false }]]));
      expect([label, ...faults]).toEqual([label]);
      // Nothing is lost without a word.
      expect([label, agents.length + findings.length]).not.toEqual([label, 0]);
      const codes = [...new Set(findings.map(({ code }) => code))].join(' ');
      const name = agents.map((agent) => agent.name).join(' ');
      const who = refused === 'import' ? 'refused' : name || 'nobody';
      const end = refused === 'render' ? ', cannot be rendered' : '';
      return `${show(label)} => ${who}${codes && `: ${codes}`}${end}\n`;
    });
    const file = join(REPOSITORY, 'tests/wild', `${target.name}.txt`);
    if (isUpdating) writeFileSync(file, lines.join(''));
    expect(lines.join('')).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
  });
});

function show(label: string): string {
  return label.length > 70 ? `${label.slice(0, 69)}…` : label;
}
