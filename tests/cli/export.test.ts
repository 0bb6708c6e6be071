import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonry } from './canonry.js';
import { agentFiles, filesIn, project, read } from './project.js';

const LEGACY = `{
  "Reader": {
    "description": "Reads.",
    "mode": "subagent",
    "prompt": "{file:./prompts/reader.txt}",
    "permission": {
      "bash": {
        "ls *": "allow",
        "*": "ask"
      }
    }
  },
  "Ada": {
    "description": "Adds.",
    "mode": "all",
    "model": "acme/small",
    "prompt": "{file:./prompts/ada.txt}"
  }
}
`;

/** A project into which a legacy file was imported, beside that file. */
function imported(): string {
  const cwd = project({
    'agents/agents.json': LEGACY,
    'prompts/reader.txt': 'You read.\n',
    'prompts/ada.txt': 'You add.',
  });
  expect(canonry(['import', 'agents-json', 'agents/agents.json', '--out', '.'], { cwd }).code).toBe(0);
  return cwd;
}

function change(cwd: string, path: string, from: string, to: string): void {
  const text = read(cwd, path);
  expect(text).toContain(from);
  writeFileSync(join(cwd, path), text.replace(from, to));
}

describe('export agents-json', () => {
  it('prints the legacy file that was imported', () => {
    expect(canonry(['export', 'agents-json'], { cwd: imported() })).toEqual({ code: 0, stdout: LEGACY, stderr: '' });
  });

  it('prints the document and the diagnostics with --json', () => {
    const { code, stdout } = canonry(['export', 'agents-json', '--json'], { cwd: imported() });
    const document: unknown = JSON.parse(LEGACY);
    expect([code, JSON.parse(stdout)]).toEqual([0, { document, diagnostics: [] }]);
  });

  it('creates the file and its prompts, and replaces nothing', () => {
    const cwd = imported();
    const args = ['export', 'agents-json', '--out', 'old/agents/agents.json'];
    expect(canonry(args, { cwd })).toEqual({
      code: 0,
      stdout: 'created old/agents/agents.json\ncreated old/prompts/reader.txt\ncreated old/prompts/ada.txt\n',
      stderr: '',
    });
    expect(filesIn(join(cwd, 'old'))).toEqual(['agents/agents.json', 'prompts/ada.txt', 'prompts/reader.txt']);
    expect(canonry(args, { cwd }).code).toBe(1);
  });

  it('compares with a file: legacy-differs', () => {
    const cwd = imported();
    const compare = (): { code: number | null; stderr: string } =>
      canonry(['export', 'agents-json', '--compare', 'agents/agents.json'], { cwd });
    expect(compare()).toEqual({ code: 0, stdout: '', stderr: '' });
    writeFileSync(join(cwd, 'prompts/ada.txt'), 'You add.\n');
    expect(compare().stderr).toContain(
      'error[legacy-differs]: the export differs from "agents/agents.json": the prompt "prompts/ada.txt" is another one',
    );
    change(cwd, 'agents/agents.json', '"acme/small"', '"acme/large"');
    expect(compare().stderr).toContain('"Ada"."model" was "acme/large" and is "acme/small"');
    change(
      cwd,
      'agents/agents.json',
      '"mode": "subagent",\n    "prompt": "{file:./prompts/reader.txt}",',
      '"prompt": "{file:./prompts/reader.txt}",\n    "mode": "subagent",',
    );
    expect(compare().stderr).toContain('"Reader" has "mode" where "prompt" was');
    rmSync(join(cwd, 'agents/agents.json'));
    expect(compare()).toMatchObject({ code: 1, stdout: '' });
  });

  it('says what changed, what is new and what is gone', () => {
    const cwd = imported();
    change(cwd, 'agents/reader/agent.toml', 'intent = "ask"', 'intent = "deny"\nrules = ["ls *:ask"]');
    change(cwd, 'canonry.toml', 'ada = "acme/small"', '');
    rmSync(join(cwd, 'agents/ada'), { recursive: true });
    mkdirSync(join(cwd, 'agents/zoe'));
    for (const [path, text] of Object.entries(agentFiles('zoe', 'tags = ["new"]\n')))
      writeFileSync(join(cwd, path), text);
    const { code, stdout, stderr } = canonry(['export', 'agents-json'], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      Reader: {
        description: 'Reads.',
        mode: 'subagent',
        prompt: '{file:./prompts/reader.txt}',
        permission: { bash: { '*': 'deny', 'ls *': 'ask' } },
      },
      zoe: { description: 'Does what zoe does.', mode: 'all', prompt: '{file:./prompts/zoe.txt}' },
    });
    expect(stderr.match(/^\w+\[[a-z-]+\].*$/gm)).toEqual([
      'warning[legacy-changed]: permission of "reader" has changed since the import, so it is no longer spelled as it was',
      'warning[legacy-new]: the agent "zoe" did not come from the legacy file; it is added at the end',
      'warning[legacy-gone]: the agent "ada" was imported and is no longer there',
      'info[legacy-no-place]: the legacy file has no place for tags',
    ]);
  });

  it('refuses what the legacy file cannot say: legacy-unsayable', () => {
    const cwd = project(
      agentFiles(
        'ada',
        '[permissions.webfetch]\nintent = "ask"\nrules = ["https://a/*:allow"]\n[permissions.skill]\nintent = "ask"\nrules = ["a:deny", "10:deny"]\n',
      ),
    );
    const { code, stdout, stderr } = canonry(['export', 'agents-json'], { cwd });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.match(/^error.*$/gm)).toEqual([
      'error[legacy-unsayable]: the legacy file cannot say "10:deny": OpenCode reads numbers before every other pattern',
      'error[legacy-unsayable]: the legacy file cannot say the rules of webfetch: OpenCode takes no patterns for it',
    ]);
  });

  it.each([
    ['{', 'line 1, column 2: a closing } is missing'],
    ['{"agents": {}}', 'it has no list of agents'],
    ['{"agents": [{"agent": 1}]}', 'one of its agents is not as the import writes it'],
  ])('refuses the record %s: legacy-record', (text, reason) => {
    const cwd = imported();
    writeFileSync(join(cwd, 'legacy-agents.json'), text);
    const { code, stdout, stderr } = canonry(['export', 'agents-json'], { cwd });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`error[legacy-record]: legacy-agents.json cannot be read: ${reason}`);
  });

  it('keeps what is stricter in canonry stricter there', () => {
    const cwd = project(
      agentFiles(
        'ada',
        '[permissions.bash]\nintent = "allow"\nrules = ["a:deny", "*:ask", "b:deny", "b:ask"]\n[permissions.mcp__x__y]\nintent = "allow"\n[permissions.mcp__x]\nintent = "deny"\n[permissions."*"]\nintent = "allow"\n',
      ),
    );
    const { stdout } = canonry(['export', 'agents-json'], { cwd });
    const { ada }: { ada: { permission: unknown } } = JSON.parse(stdout);
    expect(JSON.stringify(ada.permission)).toBe(
      '{"*":"allow","x_*":"deny","bash":{"*":"ask","b":"ask"},"x_y":"allow","external_directory":"ask","doom_loop":"ask"}',
    );
  });

  it.each([
    [
      'an absolute rule of edit',
      'edit',
      '[permissions.edit]\nintent = "allow"\nrules = ["/tmp/D/**:deny"]\n[permissions.external_directory]\nintent = "ask"\nrules = ["/tmp/**:allow"]\n',
    ],
    ['a question', 'question', '[permissions.question]\nintent = "ask"\n'],
    [
      'a file of a directory',
      'external_directory',
      '[permissions.external_directory]\nintent = "allow"\nrules = ["/etc/shadow:deny"]\n',
    ],
    ['a home', 'bash', '[permissions.bash]\nintent = "allow"\nrules = ["~:deny"]\n'],
    ['a backslash', 'grep', '[permissions.grep]\nintent = "allow"\nrules = [\'a\\b*:deny\']\n'],
    ['a server', 'mcp__plan', '[permissions.mcp__plan]\nintent = "ask"\n'],
  ])('tells what OpenCode would open, reading the file: %s: legacy-widens', (_, tool, permissions) => {
    const cwd = project(agentFiles('ada', permissions));
    const { code, stdout, stderr } = canonry(['export', 'agents-json'], { cwd });
    expect([code, Object.keys(JSON.parse(stdout))]).toEqual([0, ['ada']]);
    expect(stderr).toContain(
      'warning[legacy-widens]: the legacy file, as OpenCode reads it, would let "ada" do more than its definition',
    );
    expect(stderr).toContain(`: ${tool} `);
    expect(canonry(['export', 'agents-json', '--strict'], { cwd })).toMatchObject({ code: 1, stdout: '' });
  });

  it('refuses --out together with --compare', () => {
    const args = ['export', 'agents-json', '--out', 'a/b', '--compare', 'a/b'];
    expect(canonry(args, { cwd: project() }).code).toBe(2);
  });
});
