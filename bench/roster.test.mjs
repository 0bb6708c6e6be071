import { describe, expect, it } from 'vitest';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadRoster } from '@canonry/core/node';
import { sourceFiles } from './roster.mjs';

describe('the agents that are measured', () => {
  it.each([false, true])(
    'are sound, with twenty decisions and 3 KB each; all of them different: %s',
    async (distinct) => {
      const source = mkdtempSync(join(tmpdir(), 'canonry-bench-test-'));
      try {
        for (const [path, text] of sourceFiles('canonry', 3, { distinct })) {
          mkdirSync(dirname(join(source, path)), { recursive: true });
          writeFileSync(join(source, path), text);
        }
        const { roster, diagnostics } = await loadRoster({ source });
        expect(diagnostics).toEqual([]);
        const policies = roster.agents.map(({ permissions }) => JSON.stringify(permissions));
        expect([policies.length, new Set(policies).size]).toEqual([3, distinct ? 3 : 1]);
        for (const { permissions } of roster.agents) {
          const decisions = permissions.reduce((sum, { rules }) => sum + 1 + rules.length, 0);
          expect(decisions).toBe(20);
        }
      } finally {
        rmSync(source, { recursive: true });
      }
    },
  );

  it('are the same ones for every tool, and the same each time', () => {
    const own = lastPrompt('canonry');
    expect(own.length).toBeGreaterThan(3000);
    for (const format of ['rulesync', 'agentloom', 'ruler']) {
      expect(lastPrompt(format).endsWith(`---\n${own}`)).toBe(true);
      expect(lastPrompt(format)).toContain('"git push *": deny');
    }
    expect(lastPrompt('canonry')).toBe(own);
  });
});

function lastPrompt(format) {
  return sourceFiles(format, 2).at(-1)[1];
}
