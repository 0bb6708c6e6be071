import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultUid } from '../../../packages/core/src/host/default-uid.js';
import { parseToml, type TomlTable, type TomlValue } from '../../../packages/core/src/parse-toml.js';
import { canonry } from '../../cli/canonry.js';
import { REPOSITORY } from '../../cli/installation.js';
import { filesIn, project, read } from '../../cli/project.js';
import { build, buildRun, evaluate, nixText, refusal } from './nix.js';

const MODULE = join(REPOSITORY, 'packages/nix/modules/nixos/agent-host.nix');
const STUB = join(REPOSITORY, 'tests/nix/stub/nixos.nix');

interface HostInput {
  /** Of the input. */
  readonly name: string;
  readonly host: string;
  readonly input: string;
}

/** Every host of which a tree is committed: those of whom canonry has nothing to complain about. */
const HOSTS = readdirSync(join(REPOSITORY, 'golden')).flatMap((name): readonly HostInput[] => {
  const directory = join(REPOSITORY, 'golden', name, 'host');
  const input = name === 'agents' ? REPOSITORY.replace(/\/$/, '') : join(REPOSITORY, 'tests/inputs', name);
  return existsSync(directory) ? readdirSync(directory).map((host) => ({ name, host, input })) : [];
});

const RESEARCHER_AND_CODER = HOSTS.find(({ name }) => name === 'host-researcher-and-coder');
if (RESEARCHER_AND_CODER === undefined) throw new Error('no host to look at');
const SOURCE = RESEARCHER_AND_CODER.input;

/** The plain tree of a host, for a machine without Nix. */
function plainTree({ input, host }: HostInput): string {
  const out = project();
  const { code, stderr } = canonry(['render', '-t', 'host', '--host', host, '--out', out], { cwd: input });
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('error[')]);
  rmSync(join(out, '.canonry'), { recursive: true });
  return out;
}

/** The configuration of a machine with these settings of the module, and more. */
function machine(settings: string, more = ''): string {
  const modules = `${MODULE} (import ${STUB} { inherit lib; }) { services.agent-host = { enable = true; ${settings} }; ${more} }`;
  return `(lib.evalModules { specialArgs = { inherit lib pkgs; }; modules = [ ${modules} ]; }).config`;
}

function ofInput({ input, host }: HostInput): string {
  return machine(`agentsInput = ${input}; name = ${nixText(host)};`);
}

function linesOf(path: string, start: string): readonly string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(`${start} `))
    .toSorted();
}

interface Accounts {
  readonly users: Readonly<Record<string, User>>;
  readonly groups: Readonly<Record<string, { readonly gid: number }>>;
}

interface User {
  readonly uid: number;
  readonly description: string;
  readonly home: string;
  readonly extraGroups: readonly string[];
}

describe.each(HOSTS)('the NixOS module with $name', (one) => {
  const config = ofInput(one);

  it('makes the accounts of the plain tree', () => {
    const wanted =
      '{ uid, group, description, home, extraGroups, hashedPassword, createHome, isNormalUser, autoSubUidGidRange, homeMode, ... }@user: builtins.removeAttrs user [ "packages" "shell" ]';
    const accounts: Accounts = Object(
      evaluate(
        `let inherit (${config}) users; in { users = builtins.mapAttrs (_: ${wanted}) users.users; inherit (users) groups; }`,
      ),
    );
    const sysusers = join(plainTree(one), 'etc/sysusers.d/agent-host.conf');
    const users = Object.entries(accounts.users);
    expect(
      users.map(([user, { uid, description, home }]) => [user, `${uid}:${uid}`, description, home, '/bin/bash']),
    ).toEqual(
      linesOf(sysusers, 'u').map((line) => {
        const [, user, ids, name = '', ...rest] = line.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
        const description = name.startsWith('"') ? String(JSON.parse(name)) : name;
        return [user, ids, description.replaceAll('%%', '%'), ...rest];
      }),
    );
    expect(
      Object.entries(accounts.groups)
        .map(([group, { gid }]) => `g ${group} ${gid} -`)
        .toSorted(),
    ).toEqual(linesOf(sysusers, 'g'));
    expect(
      users.flatMap(([user, { extraGroups }]) => extraGroups.map((group) => `m ${user} ${group}`)).toSorted(),
    ).toEqual(linesOf(sysusers, 'm'));
    for (const [user, said] of users)
      expect(said).toMatchObject({
        group: user,
        hashedPassword: '!',
        createHome: false,
        isNormalUser: true,
        autoSubUidGidRange: false,
        homeMode: '700',
      });
  });

  it('starts by itself what the plain tree starts', () => {
    const started = Object(
      evaluate(
        `let inherit (${config}) systemd; of = ending: set: builtins.concatLists (builtins.attrValues (builtins.mapAttrs (name: { wantedBy, ... }: map (target: "\${target}.wants/\${name}.\${ending}") wantedBy) set)); in of "service" systemd.services ++ of "timer" systemd.timers`,
      ),
    );
    const units = join(plainTree(one), 'etc/systemd/system');
    const wants = readdirSync(units).filter((name) => name.endsWith('.wants'));
    const links = wants.flatMap((name) => readdirSync(join(units, name)).map((link) => `${name}/${link}`));
    expect(Array.from<string>(started).toSorted()).toEqual(links.toSorted());
  });

  it('says the same in camelCase', () => {
    const text = readFileSync(join(one.input, `hosts/${one.host}.toml`), 'utf8');
    const { table = {} } = parseToml(text, 'hosts/x.toml');
    const options = `import ${join(REPOSITORY, 'packages/nix/lib/host-options.nix')} { inherit lib; }`;
    const evaluated = `(lib.evalModules { modules = [ { options.host = (${options}).options; } { host = ${nixValue(inCamelCase(table))}; } ]; }).config.host`;
    const said = String(
      evaluate(
        `(import ${join(REPOSITORY, 'packages/nix/lib/host-file.nix')}).textOf ((${options}).tableOf ${evaluated})`,
      ),
    );
    expect(parseToml(said, 'hosts/x.toml').table).toEqual(withoutEmptyTables(table));
  });
});

describe('the tree that NixOS takes', () => {
  const one = RESEARCHER_AND_CODER;

  it('is what canonry renders, byte for byte', () => {
    const tree = build(treeOf(`agentsInput = ${one.input}; name = "forge"; text = null;`));
    const plain = plainTree(one);
    expect(filesIn(tree)).toEqual(filesIn(plain));
    for (const path of filesIn(plain)) {
      expect([path, read(tree, path)]).toEqual([path, read(plain, path)]);
      expect([path, isExecutable(tree, path)]).toEqual([path, isExecutable(plain, path)]);
    }
  });

  it('has the same units, rules and scripts, with programs of the store', () => {
    const out = build(`builtins.head ${ofInput(one)}.systemd.packages`);
    const plain = plainTree(one);
    const units = filesIn(join(plain, 'etc/systemd/system')).filter((path) => !path.includes('.wants/'));
    expect(filesIn(join(out, 'lib/systemd/system'))).toEqual(units);
    for (const path of units)
      expect([path, sectionsOf(withoutStore(read(out, `lib/systemd/system/${path}`)))]).toEqual([
        path,
        sectionsOf(read(plain, `etc/systemd/system/${path}`)),
      ]);
    const same = ['etc/nftables.d/agent-host.nft', 'etc/logrotate.d/agent-host'];
    const scripts = filesIn(join(plain, 'etc/agent-host')).map((path) => `etc/agent-host/${path}`);
    for (const path of [...same, ...scripts])
      expect([path, withoutStore(read(out, path))]).toEqual([path, read(plain, path)]);
    expect(read(out, 'lib/tmpfiles.d/agent-host.conf').split('\n')).toEqual(
      read(plain, 'etc/tmpfiles.d/agent-host.conf')
        .split('\n')
        .filter((line) => !line.startsWith('d /etc/agent-host')),
    );
    expect(filesIn(out).filter((path) => /sysusers|\.wants/.test(path))).toEqual([]);
  });

  it('names no program that NixOS does not have', () => {
    const input = project({ ...sourceOf(one.input), 'hosts/forge.toml': hostWith('task_loop.exec = ["/usr/bin/x"]') });
    const { code, stderr } = buildRun(
      `builtins.head ${machine(`agentsInput = ${input}; name = "forge";`)}.systemd.packages`,
    );
    expect([code === 0, stderr]).toEqual([false, expect.stringContaining('NixOS has nothing at these paths')]);
  });
});

describe('the settings of the NixOS module', () => {
  const ACCOUNT = 'fullName = "A"; email = "a@example.org";';

  it('need two lines for an agent', () => {
    const said = machine(`agentsInput = ./.; name = "x"; agents.researcher = { ${ACCOUNT} };`);
    expect(evaluate(`${said}.users.users.agent-researcher.uid`)).toBe(defaultUid('researcher'));
    expect(refusal(`${machine('agentsInput = ./.; name = "x"; agents.a.fullName = "A";')}.users.users`)).toContain(
      'email is used and not defined',
    );
    expect(
      refusal(`${machine(`agentsInput = ./.; name = "x"; agents.a = { ${ACCOUNT} egres = [ ]; };`)}.users.users`),
    ).toContain('there is no option config.services.agent-host.agents.a.egres');
  });

  it('are refused where a file of the input says something too', () => {
    const directory = project({ 'hosts/x.toml': hostWith('') });
    expect(
      refusal(`${machine(`agentsInput = ${directory}; name = "x"; agents.a = { ${ACCOUNT} };`)}.users.users`),
    ).toContain('both say what x is');
  });

  it('are what canonry checks', () => {
    const { stderr } = buildRun(
      `builtins.head ${machine(`agentsInput = ${project(sourceOf(SOURCE))}; name = "x"; agents.nobody = { ${ACCOUNT} };`)}.systemd.packages`,
    );
    expect(stderr).toContain('unknown-agent');
  });

  it.each([
    ['age', 'agenix', 'mode = "0400"; owner = "0";', true],
    ['age', 'agenix', 'mode = "0440"; owner = "0";', false],
    ['age', 'agenix', 'mode = "0400"; owner = "agent-b";', false],
    ['sops', 'sops', 'mode = "0400"; owner = "agent-a";', true],
    ['sops', 'sops', 'mode = "0444"; owner = "root";', false],
  ])('hold a secret of %s to nobody but its agent: %s, %s', (place, store, secret, isFine) => {
    const secrets = `${place}.secrets.agent-a-mail-password = { ${secret} };`;
    const areFine = (loop: string, more = ''): unknown => {
      const account = `agents.a = { ${ACCOUNT} mail.enable = true; ${loop} };`;
      const said = machine(`agentsInput = ./.; name = "x"; secrets.source = "${store}"; ${account}`, more);
      return evaluate(`builtins.all ({ assertion, ... }: assertion) ${said}.assertions`);
    };
    const loop = 'taskLoop.exec = ["/usr/bin/loop"];';
    expect(areFine(loop, secrets)).toBe(isFine);
    expect(areFine(loop)).toBe(false);
    // Nothing would take it.
    expect(areFine('')).toBe(true);
  });

  it.each(['users.users.agent-a.extraGroups = [ "wheel" ];', 'users.groups.docker.members = [ "agent-a" ];'])(
    'hold agents out of what would give them the machine: %s',
    (more) => {
      const said = machine(`agentsInput = ./.; name = "x"; agents.a = { ${ACCOUNT} };`, more);
      expect(evaluate(`map ({ assertion, ... }: assertion) ${said}.assertions`)).toEqual([false]);
    },
  );
});

describe('the hash that makes a uid of a name', () => {
  it('is the same in Nix', () => {
    const names = ['a', 'researcher', 'coder', 'z9', 'a-b-c', 'x'.repeat(25), 'agent-of-many-words-0123'];
    const list = names.map(nixText).join(' ');
    const file = join(REPOSITORY, 'packages/nix/lib/host-file.nix');
    expect(evaluate(`map (import ${file}).defaultUid [ ${list} ]`)).toEqual(names.map(defaultUid));
  });
});

describe('the module of home-manager for the home of an agent', () => {
  it('links what the tree has for it', () => {
    const one = RESEARCHER_AND_CODER;
    const module = join(REPOSITORY, 'packages/nix/modules/home-manager/agent-home.nix');
    const home = `{ options.home.file = lib.mkOption { type = lib.types.attrsOf (lib.types.attrsOf lib.types.raw); default = { }; }; }`;
    const settings = `coding.agentHome = { enable = true; agentsInput = ${one.input}; host = "forge"; agent = "coder"; };`;
    const file = `(lib.evalModules { specialArgs = { inherit lib pkgs; }; modules = [ ${module} ${home} { ${settings} } ]; }).config.home.file.agent-home`;
    expect(evaluate(`builtins.removeAttrs ${file} [ "source" ]`)).toEqual({ recursive: true, target: '.' });
    const links = build(`pkgs.runCommand "links" { } "ln -s \${${file}.source} $out"`);
    expect(filesIn(`${links}/`)).toEqual(filesIn(join(plainTree(one), 'etc/agent-host/homes/coder')));
  });
});

describe('checks.os-agents', () => {
  // Programs where Nix has them: the store of a test is elsewhere, and its paths look like secrets.
  const at = '/nix/store/0c5b8vw40dy178xlpddw65q9gf1h2186-';
  const STORED = `{ writeShellScript = name: _: "${at}\${name}"; coreutils = "${at}coreutils"; }`;
  const test = `import ${join(REPOSITORY, 'packages/nix/tests/os-agents.nix')} { pkgs = pkgs // { testers.runNixOSTest = test: test; }; }`;
  const node = `(lib.evalModules { specialArgs = { inherit lib; pkgs = pkgs // ${STORED}; }; modules = [ (import ${STUB} { inherit lib; }) (${test}).nodes.machine ]; }).config`;

  it('is a machine with two agents, which canonry renders', () => {
    expect(evaluate(`builtins.mapAttrs (_: { uid, ... }: uid) ${node}.users.users`)).toEqual({
      'agent-coder': 4002,
      'agent-researcher': 4001,
    });
    const out = build(`builtins.head ${node}.systemd.packages`);
    expect(read(out, 'lib/systemd/system/agent-researcher-task-loop.service')).toMatch(/^ExecStart=:.*-probe$/m);
  });

  it('asks it in Python that can be read', () => {
    const script = String(evaluate(`(${test}).testScript`));
    execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: script });
    expect(script.match(/with subtest/g)?.length).toBeGreaterThan(8);
  });
});

function treeOf(settings: string): string {
  const file = join(REPOSITORY, 'packages/nix/lib/host-tree.nix');
  const program = `(import ${join(REPOSITORY, 'packages/nix/package.nix')} { inherit pkgs; })`;
  return `(import ${file}).rendered { inherit pkgs; canonry = ${program}; ${settings} }`;
}

function isExecutable(root: string, path: string): boolean {
  return (statSync(join(root, path)).mode & 0o100) !== 0;
}

/** With programs where they are elsewhere. */
function withoutStore(text: string): string {
  return text.replaceAll(/\/\S+\/store\/\w+-\w+\/bin\/(\w[\w-]*)/g, (_, name: string) =>
    name === 'nft' ? '/usr/sbin/nft' : `/usr/bin/${name}`,
  );
}

/** A unit file by its sections: lines in their order. */
function sectionsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const sections = new Map<string, string[]>();
  let name = '';
  for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
    if (line.startsWith('[')) name = line;
    else sections.set(name, [...(sections.get(name) ?? []), line]);
  }
  return sections;
}

function sourceOf(input: string): Readonly<Record<string, string>> {
  const files = filesIn(input).filter((path) => !path.startsWith('hosts/'));
  return Object.fromEntries(files.map((path) => [path, read(input, path)]));
}

function hostWith(more: string): string {
  return `[agents.researcher]\nfull_name = "R"\nemail = "r@example.org"\n${more}\n`;
}

/** Names of agents and of servers are no keys. */
function inCamelCase(value: TomlValue, isNames = false): TomlValue {
  if (Array.isArray(value) || typeof value !== 'object' || !isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const name = isNames ? key : key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return [name, inCamelCase(item, !isNames && (key === 'agents' || key === 'servers'))];
    }),
  );
}

function withoutEmptyTables(table: TomlTable): TomlTable {
  const entries = Object.entries(table).map(([key, value]) => [
    key,
    isPlain(value) ? withoutEmptyTables(value) : value,
  ]);
  return Object.fromEntries(entries.filter(([, value]) => !isPlain(value) || Object.keys(value).length > 0));
}

function isPlain(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nixValue(value: TomlValue): string {
  if (Array.isArray(value)) return `[ ${value.map(nixValue).join(' ')} ]`;
  if (isPlain(value))
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${nixText(key)} = ${nixValue(item)};`)
      .join(' ')} }`;
  return typeof value === 'string' ? nixText(value) : String(value);
}
