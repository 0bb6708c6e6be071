import { describe, expect, it } from 'vitest';
import { canonry } from './canonry.js';
import { agentFiles, project } from './project.js';

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('prints the same script for %s wherever it is asked', (shell) => {
    const empty = canonry(['completion', shell], { cwd: project() });
    expect(empty).toMatchObject({ code: 0, stderr: '' });
    expect(canonry(['completion', shell], { cwd: project(agentFiles('a')) })).toEqual(empty);
    expect(empty.stdout).toContain(`Printed by \`canonry completion ${shell}\``);
  });

  it('names agents and hosts, and says nothing where there are none', () => {
    const cwd = project({ ...agentFiles('beta'), ...agentFiles('alpha'), 'hosts/forge.toml': '' });
    expect(canonry(['completion', 'agents'], { cwd })).toEqual({ code: 0, stdout: 'alpha\nbeta\n', stderr: '' });
    expect(canonry(['completion', 'hosts'], { cwd })).toEqual({ code: 0, stdout: 'forge\n', stderr: '' });
    expect(canonry(['completion', 'agents'], { cwd: project() })).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('names only what is a name: a shell puts it into a command line', () => {
    const bad = 'name = "$(touch x)"\ndescription = "x"\n';
    const cwd = project({
      'agents/$(touch x)/agent.toml': bad,
      'agents/$(touch x)/system-prompt.md': 'x',
      'hosts/`x`.toml': '',
    });
    for (const what of ['agents', 'hosts'])
      expect(canonry(['completion', what], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('knows no other shell', () => {
    const { code, stderr } = canonry(['completion', 'tcsh'], { cwd: project() });
    expect([code, stderr.split('\n')[0]]).toEqual([
      2,
      'canonry completion: SHELL cannot be "tcsh"; it is one of bash, zsh, fish, agents and hosts',
    ]);
  });
});
