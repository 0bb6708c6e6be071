import { describe, expect, it } from 'vitest';
import { acceptLosses } from './accept-losses.js';
import { findingOf, ownedFinding, severityOf, type Finding } from './diagnostic.js';
import type { AcceptedLoss } from './project.js';

const place = { kind: 'value', path: ['permissions', 'bash', 'rules', 0] } as const;

function widened(more: Partial<Pick<Finding, 'agent' | 'tool' | 'target' | 'witness'>> = {}): Finding {
  const where = { target: 'pi', agent: 'ada', tool: 'bash', witness: 'rm x', ...more };
  const parameters = { target: where.target, agent: where.agent, tool: where.tool, what: where.witness };
  return findingOf(
    'widened',
    { file: 'agents/ada/agent.toml', place, ...where },
    { ...parameters, old: 'deny', new: 'ask' },
  );
}

const entry: AcceptedLoss = { code: 'widened', target: 'pi', agent: 'ada', tool: 'bash', reason: 'nobody is there' };

function judge(findings: readonly Finding[], accept: readonly AcceptedLoss[], targets = ['pi']): readonly Finding[] {
  return acceptLosses(findings, { accept, file: 'canonry.toml', targets });
}

describe('an accepted loss', () => {
  it('is a note in its place, with the loss and the reason', () => {
    const [finding, ...others] = judge([widened()], [entry]);
    expect(finding).toEqual({
      code: 'accepted-loss',
      message:
        'accepted because nobody is there: pi would let ada do more than its definition: bash rm x is deny here and ask there',
      hint: 'nothing has to be done while the reason holds',
      file: 'agents/ada/agent.toml',
      place,
      agent: 'ada',
      tool: 'bash',
      target: 'pi',
      witness: 'rm x',
    });
    expect(finding && severityOf(finding.code)).toBe('info');
    expect(others).toEqual([]);
  });

  it('covers every difference of its agent and tool, or only that of its witness', () => {
    const findings = [widened(), widened({ witness: 'dd' })];
    const codes = (accept: readonly AcceptedLoss[]): unknown => judge(findings, accept).map(({ code }) => code);
    expect(codes([entry])).toEqual(['accepted-loss', 'accepted-loss']);
    expect(codes([{ ...entry, witness: 'dd' }])).toEqual(['widened', 'accepted-loss']);
  });

  it.each<[string, Partial<AcceptedLoss>]>([
    ['code', { code: 'unenforced' }],
    ['target', { target: 'opencode' }],
    ['agent', { agent: 'bob' }],
    ['tool', { tool: 'edit' }],
    ['witness', { witness: 'rm' }],
  ])('must agree in its %s', (_, difference) => {
    const [finding] = judge([widened()], [{ ...entry, ...difference }]);
    expect(finding?.code).toBe('widened');
  });

  it('can be nothing but a loss', () => {
    const owned = ownedFinding('owned-pi-cd', { file: 'x', target: 'pi', agent: 'ada', tool: 'bash' }, 'cd');
    expect(judge([owned], [entry])[0]).toBe(owned);
  });
});

describe('an entry that accepts nothing', () => {
  it('is a warning at its place in canonry.toml', () => {
    const idle = { ...entry, tool: 'max_turns', witness: 'x', code: 'dropped' } as const;
    expect(judge([widened()], [entry, idle]).slice(1)).toEqual([
      {
        code: 'idle-acceptance',
        message: 'this accepts nothing any more: pi has no dropped loss for ada, max_turns "x"',
        hint: 'remove the entry from canonry.toml',
        file: 'canonry.toml',
        place: { kind: 'value', path: ['accept', 1] },
        target: 'pi',
        agent: 'ada',
        tool: 'max_turns',
      },
    ]);
  });

  it('is not judged if its target was not rendered', () => {
    expect(judge([], [entry], ['opencode'])).toEqual([]);
  });

  it('is not idle because another entry accepts the same', () => {
    expect(judge([widened()], [entry, { ...entry, witness: 'rm x' }])).toHaveLength(1);
  });
});
