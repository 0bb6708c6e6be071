import { loadRoster } from '@canonry/core/node';
import { checkPermissions, checkPurity, lineFor, ORDINARY_PLACE, renderForTest } from '@canonry/core/testing';
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

  it('shows what it permits less with something that it really decides so', async () => {
    const { roster } = await loadRoster({ source: input, targets });
    const scope = roster.project.targets.get(claudeCode.name)?.scope ?? 'project';
    const place = { ...ORDINARY_PLACE, scope };
    const { files, findings } = renderForTest(claudeCode, roster, place);
    const untrue = findings.flatMap(({ code, agent, tool = '', witness, message }) => {
      if (code !== 'narrowed' || witness === undefined) return [];
      const mode = roster.agents.find(({ name }) => name === agent)?.mode;
      const role = mode === 'subagent' ? 'subagent' : 'main';
      const shown = tool === 'bash' ? (lineFor(witness) ?? witness) : witness.replace(/^~\//, `${place.home}/`);
      const question = { ...place, role, tool, input: shown, ...(agent === undefined ? {} : { agent }) } as const;
      const said = / and (\w+) there$/.exec(message)?.[1];
      const { decision } = claudeCode.decide(files, question);
      return decision === said ? [] : [`${message}, but it is ${decision}`];
    });
    expect(untrue).toEqual([]);
  });
});
