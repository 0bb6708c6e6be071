import { realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonry as run, type Finished } from './canonry.js';
import { agentFiles, project, read } from './project.js';

const canonry = (cwd: string, ...args: string[]): Finished => run(args, { cwd, env: { HOME: join(cwd, 'home') } });

const POLICY = '[permissions.bash]\nintent = "ask"\nrules = ["git status *:allow", "git push*:deny"]\n';
const SOURCE = { ...agentFiles('ada', POLICY), 'canonry.toml': '[targets.claude-code]\n' };
const ASKS = ['bash', 'edit', 'read', 'external_directory', 'webfetch']
  .map((tool) => `[permissions.${tool}]\nintent = "ask"\n`)
  .join('');
const withRule = (rule: string): string => `[permissions.bash]\nintent = "ask"\nrules = ["${rule}"]\n`;
const HOOKS = '"hooks": { "Stop": [{ "hooks": [{ "type": "command", "command": "true" }] }] }';

describe('doctor', () => {
  it('says that Claude Code does not trust the project, which only makes it stricter', () => {
    const cwd = project(SOURCE);
    const { code, stderr } = canonry(cwd, 'doctor');
    expect([code, stderr.replaceAll(cwd, 'PROJECT')]).toEqual([
      0,
      expect.stringContaining(
        'info[project-not-trusted-yet]: claude-code does not trust PROJECT yet, and is only stricter for it: what its settings allow is asked about\n --> .\n  = hint: start `claude` there and say that you trust it\n',
      ),
    ]);
  });

  it('warns where a guard is not everywhere before the person trusts the project', () => {
    const guarded = { ...SOURCE, 'canonry.toml': '[targets.claude-code]\nenforcement = "guard"\n' };
    const cwd = project(guarded);
    const { code, stderr } = canonry(cwd, 'doctor');
    expect([code, stderr]).toEqual([1, expect.stringContaining('warning[project-not-trusted]: claude-code does not')]);
    const trusted = project({ ...guarded, 'home/.claude.json': '' });
    writeFileSync(
      join(trusted, 'home/.claude.json'),
      JSON.stringify({ projects: { [realpathSync(trusted)]: { hasTrustDialogAccepted: true } } }),
    );
    expect(canonry(trusted, 'doctor')).toMatchObject({ code: 0, stderr: '' });
  });
});

describe("settings of Claude Code that are a person's", () => {
  it('keep what is theirs and its layout, and get our rules beside it', () => {
    const mine = `{\n    "model": "opus",\n    "permissions": { "deny": ["Bash(curl *)"] },\n    ${HOOKS}\n}\n`;
    const cwd = project({ ...SOURCE, '.claude/settings.json': mine });
    expect(canonry(cwd, 'render').code).toBe(0);
    const settings = read(cwd, '.claude/settings.json');
    expect(JSON.parse(settings)).toMatchObject({
      model: 'opus',
      permissions: { allow: ['Bash(git status *)'], deny: ['Bash(curl *)', 'Bash(git push*)'] },
    });
    expect(settings).toContain(HOOKS);
    expect(canonry(cwd, 'check').code).toBe(0);
    expect(canonry(cwd, 'clean').code).toBe(0);
    expect(read(cwd, '.claude/settings.json')).toBe(mine);
  });

  it('get the hook of a guard behind hooks of theirs, with comments and all, and lose it again', () => {
    const mine = `{
  // before anything else
  "hooks": {
    "PreToolUse": [
      // mine
      { "matcher": "Bash", "hooks": [{ "type": "command", "command": "./audit.sh" }] }
    ],
    "Stop": [{ "hooks": [{ "type": "command", "command": "true" }] }] /* the end */
  }
}
`;
    const guarded = { ...SOURCE, 'canonry.toml': '[targets.claude-code]\nenforcement = "guard"\n' };
    const cwd = project({ ...guarded, '.claude/settings.json': mine });
    const { code, stderr } = canonry(cwd, 'render');
    expect(code).toBe(0);
    const ours = String.raw`,
      {
        "hooks": [
          {
            "type": "command",
            "command": "node \"$CLAUDE_PROJECT_DIR/.claude/canonry/guard.mjs\" \"$CLAUDE_PROJECT_DIR/.claude/canonry/policies.json\""
          }
        ]
      }`;
    const withOurs = mine
      .replace('audit.sh" }] }', `audit.sh" }] }${ours}`)
      .replace(' /* the end */\n  }\n', ' /* the end */\n  },\n  "disableSkillShellExecution": true\n');
    expect(read(cwd, '.claude/settings.json')).toBe(withOurs);
    // With a comment the hook there does not run; those of the agents do, once the project is trusted.
    expect(stderr).toContain('passes over all of ".claude/settings.json"');
    expect(canonry(cwd, 'check').code).toBe(0);
    expect(canonry(cwd, 'clean').code).toBe(0);
    expect(read(cwd, '.claude/settings.json')).toBe(mine);
  });

  it('are a warning where a comment makes Claude Code discard them with our rules', () => {
    const mine = `{\n  // the good one\n  "model": "opus",\n  ${HOOKS}\n}\n`;
    const cwd = project({ ...SOURCE, '.claude/settings.json': mine });
    const { code, stderr } = canonry(cwd, 'render');
    expect(code).toBe(0);
    expect(read(cwd, '.claude/settings.json')).toContain('// the good one\n');
    expect(stderr)
      .toContain(`warning[discarded-file]: claude-code passes over all of ".claude/settings.json", and with it whatever is rendered into it: it reads no comments
 --> .claude/settings.json:2:1
`);
    expect(stderr).toContain('warning[foreign-widens]: ".claude/settings.json" lets ada do more in claude-code');
    expect(canonry(cwd, 'render', '--strict').code).toBe(1);
  });

  it.each([
    ['.claude/settings.local.json', 'Bash', 'bash "%" is allow'],
    ['.claude/settings.json', 'Bash(make *)', 'bash "make" is allow'],
    ['.claude/settings.local.json', 'Bash(npm run:*)', 'bash "npm run" is allow'],
    ['.claude/settings.json', 'Bash(make)', 'bash "make" is allow'],
    ['.claude/settings.json', 'Edit(/src/**)', 'edit "src/'],
    ['.claude/settings.json', 'WebFetch(domain:example.org)', 'webfetch "https://example.org/" is allow'],
  ])('are a warning where %s allows %s, which an agent has to ask about', (path, rule, what) => {
    const mine = JSON.stringify({ permissions: { allow: [rule] } });
    const cwd = project({ ...SOURCE, ...agentFiles('ada', ASKS), [path]: mine });
    const { stderr } = canonry(cwd, 'render');
    expect(stderr).toContain(`warning[foreign-widens]: "${path}" lets ada do more in claude-code`);
    expect(stderr).toContain(what);
  });

  it.each([
    ['.claude/skills/tables/SKILL.md', 'allowed-tools: Bash(draw *), WebSearch', 'bash "draw" is allow'],
    ['.claude/commands/tables.md', 'allowed-tools:\n  - Bash(draw *)', 'bash "draw" is allow'],
  ])('are a warning where %s, a file beside them, permits more to who uses it', (path, keys, what) => {
    const mine = `---\nname: tables\ndescription: draws\n${keys}\n---\nDraw.\n`;
    const cwd = project({ ...SOURCE, ...agentFiles('ada', ASKS), [path]: mine });
    const { stderr } = canonry(cwd, 'render');
    const line = path.endsWith('SKILL.md') ? 4 : 5;
    expect(stderr).toContain(`warning[foreign-widens]: "${path}" lets ada do more in claude-code`);
    expect(stderr).toContain(`${what} with it and ask without it\n --> ${path}:${line}:1\n`);
    const withoutSkills = { ...SOURCE, ...agentFiles('ada', `${ASKS}[permissions.skill]\nintent = "deny"\n`) };
    expect(canonry(project({ ...withoutSkills, [path]: mine }), 'render').stderr).not.toContain('foreign-widens');
  });

  it('are a warning where a skill beside them starts an agent for one that may start none', () => {
    const path = '.claude/skills/tables/SKILL.md';
    const mine = '---\nname: tables\ndescription: draws\ncontext: fork\n---\nDraw.\n';
    const agent = agentFiles('ada', `${ASKS}[permissions.task]\nintent = "deny"\n`);
    const { stderr } = canonry(project({ ...SOURCE, ...agent, [path]: mine }), 'render');
    expect(stderr).toContain(`warning[foreign-widens]: "${path}" lets ada do more in claude-code`);
    expect(stderr).toContain('task "%" is allow with it and deny without it');
  });

  it('are a warning where the mode lets command lines edit for one that may not', () => {
    const path = '.claude/settings.local.json';
    const mine = '{ "permissions": { "defaultMode": "acceptEdits" } }';
    const asks = '[permissions.bash]\nintent = "ask"\n[permissions.edit]\nintent = "deny"\n';
    const { stderr } = canonry(project({ ...SOURCE, ...agentFiles('ada', asks), [path]: mine }), 'render');
    expect(stderr).toContain('bash "touch" is allow with it and ask without it');
  });

  it.each([
    ['disableSkillShellExecution', 'bash "draw it" is allow with it and ask without it'],
    ['disableBundledSkills', 'task "general-purpose" is allow with it and deny without it'],
  ])('are a warning where %s puts back what was switched off', (key, what) => {
    const path = '.claude/settings.local.json';
    const agent = agentFiles(
      'ada',
      'skills = ["drawing"]\n[permissions.bash]\nintent = "ask"\n[permissions.task]\nintent = "deny"\n',
    );
    const skill = { 'skills/drawing/SKILL.md': '---\nname: drawing\ndescription: draws\n---\nNow: !`draw it`\n' };
    const cwd = project({ ...SOURCE, ...agent, ...skill, [path]: `{\n  "${key}": false\n}\n` });
    const { stderr } = canonry(cwd, 'render');
    expect(read(cwd, '.claude/settings.json')).toContain(`"${key}": true`);
    expect(stderr).toContain(`warning[foreign-widens]: "${path}" lets ada do more in claude-code`);
    expect(stderr).toContain(`${what}\n --> ${path}:2:1\n`);
    expect(canonry(cwd, 'doctor').stderr).toContain(what);
  });

  it('are a warning of doctor where a skill of the person permits more in every project', () => {
    const mine = '---\nname: tables\ndescription: draws\nallowed-tools: Bash(draw *)\n---\nDraw.\n';
    const cwd = project({ ...SOURCE, ...agentFiles('ada', ASKS), 'home/.claude/skills/tables/SKILL.md': mine });
    const { code, stderr } = canonry(cwd, 'doctor');
    expect(stderr).toContain('warning[foreign-widens]: "~/.claude/skills/tables/SKILL.md" lets ada do more');
    expect(code).toBe(1);
  });

  it.each([
    ['.claude/settings.local.json', 'render', '"*"'],
    ['.claude/settings.json', 'render', '"Bash"'],
    ['home/.claude/settings.json', 'doctor', '"*"'],
  ])("are a warning where a hook in %s answers requests in the person's place (%s)", (path, command, matcher) => {
    const hook = '{ "type": "command", "command": "./answer.sh" }';
    const mine = `{ "hooks": { "PermissionRequest": [{ "matcher": ${matcher}, "hooks": [${hook}] }] } }`;
    const cwd = project({ ...SOURCE, ...agentFiles('ada', ASKS), [path]: mine });
    const { stderr } = canonry(cwd, command);
    const shown = path.replace('home/', '~/');
    expect(stderr).toContain(`warning[foreign-widens]: "${shown}" lets ada do more in claude-code`);
    expect(stderr).toContain('bash "%" is allow with it and ask without it');
  });

  it('are a warning of doctor where the person has turned the questions off', () => {
    const mine = '{ "permissions": { "defaultMode": "bypassPermissions" } }';
    const cwd = project({ ...SOURCE, ...agentFiles('ada', ASKS), 'home/.claude/settings.json': mine });
    const { code, stderr } = canonry(cwd, 'doctor');
    expect(stderr).toContain('warning[foreign-widens]: "~/.claude/settings.json" lets ada do more in claude-code');
    expect(code).toBe(1);
  });

  it.each(['.claude/agents/team/zebra.md', '.claude/agents/.hidden.md'])(
    'are told where %s defines one of our agents as well, whichever of the two counts',
    (path) => {
      const mine = '---\nname: ada\ndescription: another one\n---\nDo as you like.\n';
      const agent = agentFiles('ada', `${ASKS}[permissions.websearch]\nintent = "deny"\n`);
      const { stderr } = canonry(project({ ...SOURCE, ...agent, [path]: mine }), 'render');
      expect(stderr).toContain(`warning[rival-file]: "${path}" defines ada in claude-code too`);
      expect(stderr).toContain(`warning[foreign-widens]: "${path}" lets ada do more in claude-code`);
    },
  );

  it('are a warning where a rule of ours stayed because its record was lost', () => {
    const cwd = project({ ...SOURCE, ...agentFiles('ada', withRule('make *:allow')) });
    expect(canonry(cwd, 'render').code).toBe(0);
    rmSync(join(cwd, '.canonry'), { recursive: true });
    writeFileSync(
      join(cwd, 'agents/ada/agent.toml'),
      agentFiles('ada', withRule('less *:allow'))['agents/ada/agent.toml'] ?? '',
    );
    const { stderr } = canonry(cwd, 'render');
    expect(read(cwd, '.claude/settings.json')).toContain('Bash(make *)');
    expect(stderr).toContain('bash "make" is allow with it and ask without it');
    expect(canonry(cwd, 'check', '--strict').code).toBe(1);
  });

  it.each([
    ['~/.claude/settings.json', '{ "permissions": { "allow": ["Bash(make *)"] } }'],
    ['~/.claude/settings.json', '{ "permissions": { "defaultMode": "acceptEdits" } }'],
    ['.claude/settings.local.json', '{ "permissions": { "allow": ["Bash(make *)"] } }'],
    ['.claude/agents/a.md', '---\nname: ada\ndescription: d\npermissionMode: acceptEdits\n---\n'],
  ])('are found by doctor: %s %s', (path, mine) => {
    const asks = agentFiles('ada', `mode = "subagent"\n${ASKS}`);
    const cwd = project({ ...SOURCE, ...asks, [path.replace('~', 'home')]: mine });
    expect(canonry(cwd, 'doctor').stderr).toContain(`"${path}" lets ada do more in claude-code`);
  });
});

it('says what an agent may do there, and who decides it', () => {
  const cwd = project(SOURCE);
  const decision = (line: string): string => canonry(cwd, 'explain', 'ada', 'bash', line).stdout;
  expect(decision('git push')).toMatch(/^deny +in claude-code/m);
  expect(decision('ls')).toMatch(/^allow +in claude-code[^]*takes for reading/m);
});
