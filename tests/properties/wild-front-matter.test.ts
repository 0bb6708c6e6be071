import type { Target } from '@canonry/core';
import { claudeCode } from '@canonry/target-claude-code';
import { opencode } from '@canonry/target-opencode';
import { pi } from '@canonry/target-pi';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ODDITIES, type Shape } from '../wild/front-matters.js';
import { importAndRender } from '../wild/import-and-render.js';
import { CLAUDE_CODE, OPENCODE, PI } from '../wild/shapes.js';
import { runs } from './runs.js';

const HARNESSES: readonly (readonly [Target, string, readonly Shape[]])[] = [
  [claudeCode, '.claude/agents/wild.md', CLAUDE_CODE],
  [opencode, '.opencode/agent/wild.md', OPENCODE],
  [pi, '.pi/agents/wild.md', PI],
];

/** Some shapes together, and maybe an oddity around them, or a letter in them that is another one. */
const wild = (shapes: readonly Shape[]): fc.Arbitrary<Uint8Array> =>
  fc
    .record({
      chosen: fc.uniqueArray(fc.constantFrom(...shapes), {
        maxLength: 5,
        selector: ({ lines }) => lines.split(':')[0],
      }),
      oddity: fc.constantFrom(...ODDITIES),
      damage: fc.option(
        fc.record({ at: fc.nat(400), byte: fc.constantFrom(9, 10, 13, 32, 34, 42, 45, 58, 91, 123, 0xff) }),
        {
          freq: 4,
        },
      ),
    })
    .map(({ chosen, oddity, damage }) => {
      const bytes = oddity.make(chosen.map(({ lines }) => lines).join('\n'));
      return damage === null ? bytes : bytes.map((byte, index) => (index === damage.at ? damage.byte : byte));
    });

describe('front matters of any kind', () => {
  it.each(HARNESSES)('are read without a crash, and come back from $name as they were read', (target, path, shapes) => {
    fc.assert(
      fc.property(wild(shapes), (bytes) => {
        const { agents, findings, faults } = importAndRender(target, new Map([[path, { bytes, executable: false }]]));
        expect(faults).toEqual([]);
        expect(agents.length + findings.length).toBeGreaterThan(0);
      }),
      runs(0.2),
    );
  });
});
