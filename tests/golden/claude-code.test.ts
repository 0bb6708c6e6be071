import { loadRoster } from '@canonry/core/node';
import { checkPermissions, checkPurity, ORDINARY_PLACE } from '@canonry/core/testing';
import { claudeCode } from '@canonry/target-claude-code';
import { describe, expect, it } from 'vitest';
import { targets } from '../../packages/cli/src/targets.js';
import { listCases } from './cases.js';

const cases = listCases().filter(({ name }) => name === 'agents' || name.startsWith('claude-code-'));

describe.each(cases)('$name, as Claude Code reads it', ({ input }) => {
  it('permits no more than the definitions, and says where it permits less', async () => {
    const { roster } = await loadRoster({ source: input, targets });
    const scope = roster.project.targets.get(claudeCode.name)?.scope ?? 'project';
    const place = { ...ORDINARY_PLACE, scope };
    expect(checkPermissions({ target: claudeCode, roster, place })).toEqual([]);
    expect(checkPurity(claudeCode, roster, place)).toEqual([]);
  });
});
