import { spawnSync } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonry, type Finished } from '../../cli/canonry.js';
import { REPOSITORY } from '../../cli/installation.js';
import { agentFiles, filesIn, project, read } from '../../cli/project.js';
import { build, buildRun, evaluate, flakeValue, NIX_ENV, nixText, refusal, type NixRun } from './nix.js';
import { expectSoundShell } from './shell.js';

/** The options of home-manager that the modules set. */
const HOME_MANAGER = `{ options.home = with lib.types; {
  file = lib.mkOption { type = attrsOf (attrsOf (oneOf [ path bool ])); default = { }; };
  activation = lib.mkOption { type = attrsOf raw; default = { }; };
}; }`;

function configuration(settings: string, module = 'default'): string {
  const path = join(REPOSITORY, `packages/nix/modules/home-manager/${module}.nix`);
  return `(lib.evalModules { specialArgs = { inherit lib pkgs; }; modules = [ ${path} ${HOME_MANAGER} { ${settings} } ]; }).config`;
}

const opencode = (input: string, more = ''): string =>
  `coding.agents.opencode = { enable = true; agentsInput = ${input}; ${more} };`;

interface BuiltHome {
  /** What home-manager links, as a tree of files. */
  readonly links: string;
  readonly check: string;
  readonly merge: string;
}

/** Builds what a configuration is about: links as home-manager lays them, and the texts of its activation. */
function built(settings: string, tool = 'opencode'): BuiltHome {
  const out = build(`let inherit (${configuration(settings)}) home; in pkgs.runCommand "home" {
    links = builtins.concatStringsSep "\\n" (map (target: let file = home.file.\${target}; in
      assert file.recursive; "mkdir -p $out/links/\${target}; cp -rs \${file.source}/. $out/links/\${target}"
    ) (builtins.attrNames home.file));
    check = home.activation.canonry-${tool}-check.data;
    merge = home.activation.canonry-${tool}.data;
  } "mkdir -p $out/links; eval \\"$links\\"; printf %s \\"$check\\" >$out/check; printf %s \\"$merge\\" >$out/merge"`);
  return { links: join(out, 'links'), check: read(out, 'check'), merge: read(out, 'merge') };
}

/** Only the links, of any tools. */
function linksRun(settings: string): NixRun {
  return buildRun(`let inherit (${configuration(settings)}) home; in pkgs.runCommand "links" {
    links = builtins.concatStringsSep "\\n" (map (target: "mkdir -p $out/\${target}; cp -rs \${home.file.\${target}.source}/. $out/\${target}")
      (builtins.attrNames home.file));
  } "eval \\"$links\\""`);
}

const wholeFiles = (out: string): string[] => filesIn(out).filter((path) => !path.startsWith('.canonry/'));

/** Activates as home-manager does: first the checks, then the links, then the rest. */
function activate(
  { links, check, merge }: BuiltHome,
  home: string,
  env: Readonly<Record<string, string>> = {},
): Finished {
  const script = `set -eu -o pipefail\n${check}\n${link(links)}\n${merge}`;
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], {
    cwd: home,
    env: { PATH: '/usr/bin:/bin', HOME: home, ...env },
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

const link = (links: string): string => `if [ -z "\${DRY_RUN+x}" ]; then cp -rsf ${links}/. "$HOME"; fi`;

const SKILL = '---\nname: NAME\ndescription: x\n---\n';
const SOURCE = {
  ...agentFiles('ada'),
  'agents/ada/agent.toml':
    'name = "ada"\ndescription = "x"\nskills = ["handover"]\nrules = ["naming"]\ncontext = ["house"]\n',
  'skills/handover/SKILL.md': SKILL.replace('NAME', 'handover'),
  'skills/unnamed/SKILL.md': SKILL.replace('NAME', 'unnamed'),
  'rules/naming.md': 'Name.\n',
  'context/house.md': 'House.\n',
  'context/garden.md': 'Garden.\n',
  'commands/ship.md': 'Ship it.\n',
};

/** An activation leaves what `canonry render` leaves in an empty home, whose source is elsewhere. */
function expectSameHome(input: string, settings: string, tool: string): void {
  const [home, other] = [project(), project()];
  expect(activate(built(settings, tool), home)).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(canonry(['render', '-t', tool, '--out', other], { cwd: input }).code).toBe(0);
  for (const path of wholeFiles(other)) expect([path, read(home, path)]).toEqual([path, read(other, path)]);
}

describe('the home-manager modules', () => {
  it('are outputs of the flake', () => {
    const names = Object.keys(Object(flakeValue('homeManagerModules')));
    expect(names).toEqual(['agents', 'claude-code', 'default', 'opencode', 'pi']);
  });

  it('do nothing until they are enabled', () => {
    const home = Object(evaluate(`${configuration('')}.home`));
    expect(home.file).toEqual({});
    const texts = Object.values<{ data: string }>(home.activation).map(({ data }) => data);
    expect(texts).toHaveLength(3);
    const quiet = project();
    for (const text of texts) {
      expectSoundShell(text);
      const { status, stderr } = spawnSync('bash', ['--norc', '-euc', text], {
        env: { HOME: quiet, PATH: '/usr/bin:/bin' },
      });
      expect([status, stderr.toString()]).toEqual([0, '']);
      expect(text).not.toContain(NIX_ENV['NIX_STORE_DIR']);
    }
  });

  it.each(['opencode', 'claude-code', 'pi'])('have the options of %s', (tool) => {
    const set = configuration(
      `coding.agents.${tool} = { enable = true; agentsInput = ./.; modelOverrides.a = "x/y"; options.z = true; };`,
      tool,
    );
    expect(evaluate(`builtins.removeAttrs ${set}.coding.agents.${tool} [ "agentsInput" "externalSkills" ]`)).toEqual({
      enable: true,
      modelOverrides: { a: 'x/y' },
      options: { z: true },
    });
    expect(evaluate(`${set}.coding.agents.${tool} ? externalSkills`)).toBe(tool === 'opencode');
    expect(refusal(configuration(`coding.agents.${tool}.mcp = { };`, tool))).toContain('there is no option');
  });

  it('need an input, and one with agents', () => {
    expect(refusal(`${configuration('coding.agents.opencode.enable = true;')}.home.file`)).toContain(
      'agentsInput is used and not defined',
    );
    const legacy = project({ 'agents/agents.json': '{}' });
    expect(refusal(`${configuration(opencode(legacy))}.home.file`)).toContain('`canonry import agents-json');
  });

  it('link everything that the command renders for a tool', () => {
    for (const tool of ['opencode', 'claude-code', 'pi']) {
      const input = project(SOURCE);
      const [out, user] = [project(), `[targets.${tool}]\nscope = "user"\n`];
      writeFileSync(join(input, 'canonry.toml'), user);
      const known = canonry(['render', '-t', tool, '--parts', 'whole', '--out', out], { cwd: input });
      const settings = `coding.agents.${tool} = { enable = true; agentsInput = ${input}; };`;
      const { code, stdout, stderr } = linksRun(settings);
      // As long as the command cannot render it, Nix says what the command says.
      if (known.code !== 0) expect(stderr).toContain(known.stderr.split('\n')[0]);
      else {
        expect([code, filesIn(stdout.trim())]).toEqual([0, expect.arrayContaining(wholeFiles(out))]);
        expectSameHome(input, settings, tool);
      }
    }
  });

  it('link the same for each tool that reads a directory', () => {
    const input = project(SOURCE);
    const both = `${opencode(input)} coding.agents.pi = { enable = true; agentsInput = ${input}; };`;
    const files = Object.keys(
      Object(evaluate(`builtins.mapAttrs (_: { recursive, ... }: recursive) ${configuration(both)}.home.file`)),
    );
    expect(files).toEqual(['.agents/skills/handover', '.config/opencode', '.pi/agent']);
  });
});

describe('the module of OpenCode', () => {
  it('links whole files, merges into shared ones, and ends where `canonry render` for a user does', () => {
    const input = project(SOURCE);
    const home = project({ '.config/opencode/opencode.json': '{\n  // mine\n  "theme": "dark"\n}\n' });
    const result = built(opencode(input, 'modelOverrides.ada = "x/y";'));
    expectSoundShell(`${result.check}\n${result.merge}`);
    expect(activate(result, home)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(read(home, '.config/opencode/opencode.json')).toContain('// mine\n  "theme": "dark"');

    const other = project({ '.config/opencode/opencode.json': '{\n  // mine\n  "theme": "dark"\n}\n' });
    writeFileSync(join(input, 'canonry.toml'), '[targets.opencode]\nscope = "user"\n[models]\nada = "x/y"\n');
    expect(canonry(['render', '--out', other], { cwd: input }).code).toBe(0);
    const same = filesIn(other).filter((path) => path !== '.canonry/manifest.json');
    expect(same).toContain('.agents/skills/handover/SKILL.md');
    for (const path of same) expect([path, read(home, path)]).toEqual([path, read(other, path)]);
    const more = filesIn(home).filter((path) => !filesIn(other).includes(path));
    expect(more).toEqual(['.config/opencode/commands/ship.md', '.config/opencode/context/garden.md']);
    const isLink = (path: string): boolean => lstatSync(join(home, path)).isSymbolicLink();
    expect([...same, ...more].filter((path) => !isLink(path))).toEqual(['.config/opencode/opencode.json']);
  });

  it('does nothing the second time, and nothing at all in a dry run', () => {
    const home = project();
    const result = built(opencode(project(SOURCE)));
    expect(activate(result, home, { DRY_RUN: '1' })).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(filesIn(home)).toEqual([]);
    activate(result, home);
    const before = [
      read(home, '.canonry/manifest.json'),
      lstatSync(join(home, '.config/opencode/opencode.json')).mtimeMs,
    ];
    expect(activate(result, home)).toEqual({ code: 0, stdout: '', stderr: '' });
    const after = [
      read(home, '.canonry/manifest.json'),
      lstatSync(join(home, '.config/opencode/opencode.json')).mtimeMs,
    ];
    expect(after).toEqual(before);
  });

  it('follows a new generation, and takes back what that no longer has', () => {
    const home = project({ '.config/opencode/opencode.json': '{ "theme": "dark" }\n' });
    const source = project(SOURCE);
    expect(activate(built(opencode(source)), home).code).toBe(0);
    expect(read(home, '.config/opencode/opencode.json')).toContain('rules/naming.md');
    writeFileSync(join(source, 'agents/ada/agent.toml'), 'name = "ada"\ndescription = "x"\ncontext = ["house"]\n');
    expect(activate(built(opencode(source)), home)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(read(home, '.config/opencode/opencode.json')).not.toContain('rules/naming.md');
    expect(read(home, '.config/opencode/opencode.json')).toContain('context/house.md');
  });

  it('stops before anything is linked where a shared file cannot be merged', () => {
    const home = project({ 'elsewhere.json': '{}' });
    mkdirSync(join(home, '.config/opencode'), { recursive: true });
    symlinkSync(join(home, 'elsewhere.json'), join(home, '.config/opencode/opencode.json'));
    const { code, stderr } = activate(built(opencode(project(SOURCE))), home);
    expect([code, stderr]).toEqual([1, expect.stringContaining('CONFLICT .config/opencode/opencode.json')]);
    expect(filesIn(home)).toEqual(['.config/opencode/opencode.json', 'elsewhere.json']);
  });

  it('links skills of others, below those that agents name', () => {
    const skills = { 'skills/handover/SKILL.md': 'theirs', 'skills/extra/SKILL.md': 'extra' };
    const external = project(skills);
    const { links } = built(opencode(project(SOURCE), `externalSkills = [ { src = ${external}; } ];`));
    expect(read(links, '.agents/skills/extra/SKILL.md')).toBe('extra');
    expect(read(links, '.agents/skills/handover/SKILL.md')).toContain('name: handover');
    expect(filesIn(links).filter((path) => path.includes('unnamed'))).toEqual([]);
  });

  it('reminds of what it merged once it is off', () => {
    const home = project();
    const source = project(SOURCE);
    expect(activate(built(opencode(source)), home)).toEqual({ code: 0, stdout: '', stderr: '' });
    const text = String(evaluate(`${configuration('', 'opencode')}.home.activation.canonry-opencode.data`));
    const remind = (): string =>
      spawnSync('bash', ['--norc', '-euc', text], { env: { HOME: home, PATH: '/usr/bin:/bin' } }).stderr.toString();
    expect(remind()).toContain("'canonry clean -t opencode --out ~' removes it");
    cpSync(source, join(home, 'source'), { recursive: true });
    expect(canonry(['clean', '-t', 'opencode', '--out', home], { cwd: join(home, 'source') }).code).toBe(0);
    expect([remind(), filesIn(home).includes('.config/opencode/opencode.json')]).toEqual(['', false]);
    expect(readFileSync(join(home, '.config/opencode/agent/ada.md'), 'utf8')).toContain('You are ada.');
  });

  it('takes a flake input as well as a path', () => {
    const { links } = built(opencode(`{ outPath = ${nixText(project(SOURCE))}; }`));
    expect(filesIn(links)).toContain('.config/opencode/agent/ada.md');
  });
});
