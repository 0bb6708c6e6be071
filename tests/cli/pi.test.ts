import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonry } from './canonry.js';
import { agentFiles, filesIn, project, read } from './project.js';
import { sixAgents } from './rendered-project.js';

const PI = { 'canonry.toml': '[targets.pi]\n' };

describe('AGENTS.md', () => {
  const before = '# House rules\r\n\r\nBe kind.';

  it('keeps what people wrote, and is theirs again afterwards', () => {
    const cwd = project({ ...agentFiles('ada'), ...PI, 'AGENTS.md': before });
    expect(canonry(['render'], { cwd }).code).toBe(0);
    const written = read(cwd, 'AGENTS.md');
    expect(written.startsWith(`${before}\r\n<!-- canonry:begin`)).toBe(true);
    expect(written).toContain('The main agent is `ada`: Does what ada does\r\n');
    expect(canonry(['check'], { cwd }).code).toBe(0);
    expect(canonry(['clean'], { cwd }).code).toBe(0);
    expect(read(cwd, 'AGENTS.md')).toBe(before);
    expect(filesIn(cwd).filter((path) => path.startsWith('.pi/'))).toEqual([]);
  });
});

describe('settings that people have', () => {
  it('stay, and a list of tools of their own is a conflict', () => {
    const permissions = '[permissions.bash]\nintent = "deny"\n';
    const theirs = '{\n  "theme": "dark", // mine\n  "quietStartup": true\n}\n';
    const cwd = project({ ...agentFiles('ada', permissions), ...PI, '.pi/settings.json': theirs });
    expect(canonry(['render'], { cwd }).code).toBe(0);
    expect(read(cwd, '.pi/settings.json')).toContain('"theme": "dark", // mine');
    const other = project({
      ...agentFiles('ada', permissions),
      ...PI,
      '.pi/settings.json': '{ "defaultTools": ["bash"] }\n',
    });
    const { code, stderr } = canonry(['render'], { cwd: other });
    expect([code, stderr.includes('defaultTools')]).toEqual([1, true]);
    expect(filesIn(other)).not.toContain('.pi/SYSTEM.md');
  });
});

describe('what takes the guard out of force', () => {
  it.each([
    ['.pi/settings.json', '{\n  "theme": "dark",\n  "extensions": [\n    "-extensions/canonry-guard.ts"\n  ]\n}\n', 4],
    ['.pi/extensions/index.ts', 'export default function () {}\n', 1],
    ['.pi/extensions/.gitignore', '# generated\n*.ts\n', 2],
  ])('is found in %s', (path, text, line) => {
    const permissions = '[permissions.bash]\nintent = "allow"\nrules = ["rm *:deny"]\n';
    const cwd = project({ ...agentFiles('ada', permissions), ...PI, [path]: text });
    const { code, stderr } = canonry(['render'], { cwd });
    const where = stderr.split('\n').find((one) => one.includes('-->'));
    expect([code, where]).toEqual([0, ` --> ${path}:${line}:1`]);
    expect(stderr).toContain('warning[foreign-widens]');
    expect(canonry(['check', '--strict'], { cwd }).code).toBe(1);
  });
});

describe('with OpenCode in one tree', () => {
  it('writes the skills once, and both are up to date', () => {
    const cwd = sixAgents({ 'canonry.toml': '[targets.opencode]\n\n[targets.pi]\nprimary = "chiron"\n' });
    expect(canonry(['render'], { cwd }).code).toBe(0);
    expect(canonry(['check'], { cwd }).code).toBe(0);
    expect(filesIn(cwd)).toEqual(
      expect.arrayContaining(['.agents/skills/handover/SKILL.md', '.opencode/agent/chiron.md']),
    );
    // Without one of the two, the other keeps what both had.
    expect(canonry(['clean', '-t', 'opencode'], { cwd }).code).toBe(0);
    expect(filesIn(cwd)).toContain('.agents/skills/handover/SKILL.md');
    expect(canonry(['check', '-t', 'pi'], { cwd }).code).toBe(0);
  });
});

describe('doctor', () => {
  it('says how to make Pi read what is rendered', () => {
    const [code, stderr] = doctor(() => ({}));
    expect(code).toBe(1);
    expect(stderr)
      .toBe(`warning[project-not-trusted]: pi does not trust PROJECT yet: it leaves out what is rendered for it, and nothing holds the agents
 --> .
  = hint: start it there with \`pi --approve\`, or save the trust with /trust, which the agents that it starts need too

1 warning
`);
  });

  it.each([
    ['the project', (cwd: string) => ({ [cwd]: true }), 0],
    ['a directory above', (cwd: string) => ({ [join(cwd, '..')]: true }), 0],
    ['a directory above, and not the project', (cwd: string) => ({ [join(cwd, '..')]: true, [cwd]: false }), 1],
    ['another', () => ({ '/elsewhere': true }), 1],
  ])('knows what is saved: %s', (_, trust, code) => {
    expect(doctor(trust)[0]).toBe(code);
  });

  it('knows of a person who trusts every project', () => {
    expect(doctor(() => ({}), { defaultProjectTrust: 'always' })[0]).toBe(0);
  });
});

/** In a project, for a person whose Pi trusts these directories: the exit code and what is said. */
function doctor(trust: (cwd: string) => unknown, settings: object = {}): readonly [number | null, string] {
  const cwd = project({ ...agentFiles('ada'), ...PI });
  const home = project({
    '.pi/agent/trust.json': JSON.stringify(trust(cwd)),
    '.pi/agent/settings.json': JSON.stringify(settings),
  });
  const { code, stderr } = canonry(['doctor'], { cwd, env: { HOME: home } });
  return [code, stderr.replaceAll(cwd, 'PROJECT')];
}
