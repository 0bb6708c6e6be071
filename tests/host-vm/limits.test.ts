import { beforeAll, describe, expect, it } from 'vitest';
import { factsOfBootedMachine } from './facts.js';

const MEGABYTE = 1024 * 1024;

/** In a virtual machine, because the kernel below systemd-nspawn gives its memory and tasks to no guest. */
describe('limits that a kernel holds', () => {
  let facts: ReadonlyMap<string, string>;
  beforeAll(() => {
    facts = factsOfBootedMachine();
    console.log([...facts].map(([name, value]) => `${name} = ${value}`).join('\n'));
  });

  const fact = (name: string): string => facts.get(name) ?? `no fact ${name}`;
  const number = (name: string): number => Number(fact(name));

  it('the machine has control groups for all of it, and the rules for connections', () => {
    expect(fact('controllers').split(' ')).toEqual(expect.arrayContaining(['cpu', 'memory', 'pids']));
    expect(number('rules')).toBe(1);
    expect([fact('memory_max'), fact('pids_max'), fact('cpu_max')]).toEqual([
      String(256 * MEGABYTE),
      '64',
      '50000 100000',
    ]);
  });

  it('who takes more memory than its slice has is killed, and no other', () => {
    expect(fact('memory_result')).toBe('oom-kill');
    expect(number('memory_kills')).toBeGreaterThan(0);
    expect(number('memory_peak')).toBeLessThanOrEqual(256 * MEGABYTE);
    expect([fact('memory_neighbour'), fact('memory_neighbour_kills')]).toEqual(['activating', '0']);
  });

  it('all agents together take no more memory than the host file says', () => {
    expect(number('together_kills')).toBeGreaterThan(0);
    expect(number('together_peak')).toBeLessThanOrEqual(400 * MEGABYTE);
  });

  it('a login is killed as well', () => {
    expect(number('login_memory_max')).toBe(256 * MEGABYTE);
    expect(number('login_status')).not.toBe(0);
    expect(number('login_kills')).toBeGreaterThan(0);
  });

  it('two processes that never wait get half of one processor', () => {
    expect(number('cpu_percent')).toBeGreaterThan(20);
    expect(number('cpu_percent')).toBeLessThanOrEqual(55);
    expect(number('cpu_throttled')).toBeGreaterThan(0);
  });

  it('a program that forks without end stops at its tasks, and others run on', () => {
    expect(number('bomb_most')).toBeGreaterThan(60);
    expect(number('bomb_most')).toBeLessThanOrEqual(64);
    expect(number('bomb_refused')).toBeGreaterThan(0);
    expect(fact('bomb_neighbour')).toBe('success');
  });

  it('with its unit, all that it forked ends', () => {
    expect([fact('bomb_left'), fact('bomb_processes')]).toEqual(['0', '0']);
  });

  it('a run leaves nothing where agents could meet', () => expect(fact('left_behind')).toBe(''));

  it('nothing else failed', () => expect(fact('failed')).toBe(''));
});
