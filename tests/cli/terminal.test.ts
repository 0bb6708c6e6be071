import { describe, expect, it } from 'vitest';
import { below, progressOn } from '../../packages/cli/src/progress.js';
import { canonry } from './canonry.js';
import { onTerminal } from './in-process.js';
import { agentFiles, project } from './project.js';

const ESC = '\u001B';
const FORGE = {
  'agents/chiron-forge/agent.toml': `name = "chiron-forge"
description = "Builder that changes code and runs commands: implements features, fixes bugs, writes and runs tests."
mode = "primary"
[permissions."*"]
intent = "allow"
`,
  'agents/chiron-forge/system-prompt.md': 'You build.\n',
};
const WIDE = {
  'agents/wide/agent.toml': 'name = "wide"\ndescription = "工具を使って文書を書き、調べ、まとめます \u202Ereversed"\n',
  'agents/wide/system-prompt.md': 'You write.\n',
};

describe('list on a terminal', () => {
  it('of 80 columns cuts the descriptions', async () => {
    const { stdout } = await onTerminal(['list'], { cwd: project(FORGE), columns: 80, env: { NO_COLOR: '1' } });
    expect(stdout).toBe(`NAME          MODE     MAY          DESCRIPTION
chiron-forge  primary  edits, runs  Builder that changes code and runs commands…
`);
  });

  it('of 40 columns gives each agent a block', async () => {
    const cwd = project({ ...FORGE, ...WIDE });
    const { stdout } = await onTerminal(['list'], { cwd, columns: 40, env: { NO_COLOR: '1' } });
    expect(stdout).toBe(`chiron-forge
  primary: edits, runs
  Builder that changes code and runs co…

wide
  all: unspecified
  工具を使って文書を書き、調べ、まとめ…
`);
  });

  it.each([1, 2, 3, 10])('of %i columns never prints a longer line', async (columns) => {
    const { code, stdout } = await onTerminal(['list'], { cwd: project(FORGE), columns, env: { NO_COLOR: '1' } });
    expect([code, stdout.split('\n').filter((line) => line.length > columns)]).toEqual([0, []]);
  });

  it.each([
    ['COLUMNS', { COLUMNS: '60' }, 160, 60],
    ['80, if nobody knows', {}, 0, 80],
    ['the terminal, if COLUMNS is no number', { COLUMNS: 'wide' }, 70, 70],
  ])('believes %s', async (_, env, columns, expected) => {
    const { stdout } = await onTerminal(['list'], { cwd: project(FORGE), columns, env: { ...env, NO_COLOR: '1' } });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBe(expected);
  });

  it('shows characters that hide or turn text around', async () => {
    const { stdout } = await onTerminal(['list'], { cwd: project(WIDE), columns: 100, env: { NO_COLOR: '1' } });
    expect(stdout.split('\n')[1]).toBe(
      String.raw`wide  all   unspecified  工具を使って文書を書き、調べ、まとめます \u202Ereversed`,
    );
  });

  it('separates what is wrong from the table', async () => {
    const cwd = project({ ...FORGE, 'agents/empty/x': '' });
    const { stderr } = await onTerminal(['list'], { cwd, columns: 80, env: { NO_COLOR: '1' } });
    expect(stderr.split('\n').slice(0, 2)).toEqual([
      '',
      'warning[not-an-agent]: agents/empty holds neither agent.toml nor',
    ]);
  });
});

describe('render and check on a terminal', () => {
  const FILES = { ...FORGE, 'canonry.toml': '[targets.opencode]\n', '.git/HEAD': '' };
  const shown = async (command: string, columns: number): Promise<unknown> => {
    const cwd = project(FILES);
    const { code, stdout } = await onTerminal([command], { cwd, columns, env: { NO_COLOR: '1' } });
    return [code, stdout];
  };

  it.each(['render', 'check'])(
    '%s cuts and wraps nothing, however wide it is: paths and differences are copied from there',
    async (command) => {
      const [narrow, usual, wide] = await Promise.all([40, 80, 160].map((columns) => shown(command, columns)));
      expect(narrow).toEqual(usual);
      expect(wide).toEqual(usual);
      expect(JSON.stringify(usual)).toContain('.opencode/agent/chiron-forge.md: it does not exist');
    },
  );
});

describe('what does not fit beside the rest', () => {
  const rules = ['git status *:allow', 'git push --force-with-lease --set-upstream *:deny'];
  const files = agentFiles('scribe', `[permissions.bash]\nintent = "ask"\nrules = ${JSON.stringify(rules)}\n`);
  const shown = async (args: readonly string[], columns: number | undefined): Promise<string> => {
    const now = Object.entries(files).map(([path, text]) => [`now/${path}`, text.replace(':deny', ':ask')]);
    const cwd = project({ ...files, ...Object.fromEntries(now) });
    return (await onTerminal(args, { cwd, ...(columns && { columns }), env: { NO_COLOR: '1' } })).stdout;
  };

  it('stands below it in explain, whole', async () => {
    expect(await shown(['explain', 'scribe', 'bash'], 60))
      .toBe(`scribe, bash: the first that matches decides (the last one in the file)

deny   git push --force-with-lease --set-upstream *
         agents/scribe/agent.toml:5
allow  git status *  agents/scribe/agent.toml:5
ask    everything else                               intent
`);
  });

  it('moves to the left first where others need the room', async () => {
    const text = await shown(['explain', 'scribe', 'bash'], 56);
    expect(text).toContain('\nask    everything else  intent\n');
    expect(text).toContain('\nallow  git status *  agents/scribe/agent.toml:5\n');
  });

  it('stands below it in compare, too', async () => {
    const line = 'widened  scribe  bash  deny -> ask';
    expect(await shown(['compare', '.', 'now'], 76)).toBe(`${line}\n    git push --force-with-lease --set-upstream\n`);
    for (const columns of [100, undefined])
      expect(await shown(['compare', '.', 'now'], columns)).toBe(
        `${line}  git push --force-with-lease --set-upstream\n`,
      );
  });

  it('goes on further right in a list of differences', async () => {
    const cwd = project({ ...files, 'canonry.toml': '[targets.opencode]\n', '.git/HEAD': '' });
    const { stderr } = await onTerminal(['render', '--dry-run'], { cwd, columns: 40, env: { NO_COLOR: '1' } });
    const [first = ''] = stderr.trimStart().split('\n\n');
    expect(first.split('\n -->')[0]).toBe(`warning[narrowed]: opencode lets scribe
  do less than its definition:
    bash "% = git push
      --force-with-lease --set-upstream"
      is ask here and deny there
    bash "git status = git push
      --force-with-lease --set-upstream"
      is allow here and deny there`);
  });

  it('is set apart from what stands above it', async () => {
    const cwd = project({ ...files, 'canonry.toml': '[targets.opencode]\n', '.git/HEAD': '' });
    for (const args of [['check'], ['render', '--dry-run'], ['explain', 'scribe', 'bash']]) {
      const { stderr } = await onTerminal(args, { cwd, columns: 80, env: { NO_COLOR: '1' } });
      expect(stderr).toMatch(/^\nwarning/);
      expect(canonry(args, { cwd }).stderr).toMatch(/^warning/);
    }
  });
});

describe('messages on a terminal', () => {
  const FILES = { ...agentFiles('a'), 'agents/empty/x': '' };
  const said = async (columns: number | undefined, env = {}): Promise<string> =>
    (await onTerminal(['list'], { cwd: project(FILES), ...(columns !== undefined && { columns }), env })).stderr;

  it('of 40 columns are wrapped between words; places are not', async () => {
    expect(await said(40, { NO_COLOR: '1' })).toBe(`
warning[not-an-agent]: agents/empty
  holds neither agent.toml nor
  system-prompt.md and is not an agent
 --> agents/empty
  = hint: add both files, or move the
    directory elsewhere

1 warning
`);
  });

  it('of 80 columns are not longer either, and COLUMNS counts', async () => {
    const [usual, wanted] = [await said(80, { NO_COLOR: '1' }), await said(200, { NO_COLOR: '1', COLUMNS: '60' })];
    expect(Math.max(...usual.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(Math.max(...wanted.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(inOneLine(wanted)).toBe(inOneLine(await said(undefined)));
  });

  it('in a pipe are never wrapped', async () => {
    expect(canonry(['list'], { cwd: project(FILES), env: { COLUMNS: '40' } }).stderr).toContain(
      'agents/empty holds neither agent.toml nor system-prompt.md and is not an agent\n',
    );
  });

  it('are coloured line by line', async () => {
    const [plain, coloured] = [await said(40, { NO_COLOR: '1' }), await said(40)];
    expect(strip(coloured)).toBe(plain);
    expect(coloured).toContain('\u001B[1m  holds neither agent.toml nor\u001B[22m\n');
  });
});

describe('progress', () => {
  it('is told from half a second on, in a line that goes when anything else comes', () => {
    expect(told({ isTTY: true })).toBe(
      `canonry: writing …\r${ESC}[Kcanonry: looking at \u{1F4C1}? in a long place …\r${ESC}[Kdone\nand more\n`,
    );
  });

  it('is cut, because a wrapped line could not be taken back', () => {
    expect(told({ isTTY: true, columns: 26 })).toContain('\u001B[Kcanonry: looking at \u{1F4C1}? …\r');
  });

  it('is for people only, at terminals that can take it back', () => {
    expect(told({ isTTY: false })).toBe('done\nand more\n');
    expect(told({ isTTY: true }, { TERM: 'dumb' })).toBe('done\nand more\n');
  });

  it('of render names what comes next', async () => {
    const doing: string[] = [];
    const cwd = project({ ...FORGE, 'canonry.toml': '[targets.opencode]\n', '.git/HEAD': '' });
    await onTerminal(['check'], { cwd, progress: (next) => doing.push(next) });
    expect(doing).toEqual([
      'reading the source',
      'rendering one agent',
      `asking what opens more than the definitions, in ${cwd}`,
    ]);
  });
});

describe('colours', () => {
  it.each<[env: Record<string, string>, isTerminal: boolean, isColoured: boolean]>([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ TERM: 'dumb' }, true, false],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
  ])('with %j, on a terminal: %s', async (env, isTerminal, isColoured) => {
    const cwd = project({ ...agentFiles('a'), 'agents/empty/x': '' });
    const { stdout, stderr } = await onTerminal(['list'], { cwd, env, ...(isTerminal ? { columns: 80 } : {}) });
    expect([escapes(stdout) > 0, escapes(stderr) > 0]).toEqual([isColoured, isColoured]);
  });

  it('are the only difference', async () => {
    const cwd = project({ ...agentFiles('a'), 'agents/empty/x': '' });
    const plain = canonry(['list'], { cwd, env: { NO_COLOR: '1' } });
    const coloured = canonry(['list'], { cwd, env: { FORCE_COLOR: '1' } });
    expect({ ...coloured, stdout: strip(coloured.stdout), stderr: strip(coloured.stderr) }).toEqual(plain);
    expect(escapes(coloured.stderr)).toBeGreaterThan(0);
  });

  it('never reach JSON', async () => {
    const cwd = project({ ...agentFiles('a'), 'agents/empty/x': '' });
    const { stdout, stderr } = await onTerminal(['list', '--json'], { cwd, columns: 80, env: { FORCE_COLOR: '1' } });
    expect([escapes(stdout), stderr]).toEqual([0, '']);
  });
});

/** What an output gets when a clock goes on between four words of progress, and something else is written. */
function told(output: { readonly isTTY: boolean; readonly columns?: number }, env = {}): string {
  let said = '';
  let now = 5;
  const terminal = { ...output, write: (text: string) => (said += text) };
  const progress = progressOn(terminal, env, () => now);
  progress.tell('reading');
  now = 504;
  progress.tell('thinking');
  now = 505;
  progress.tell('writing');
  progress.tell('looking at \u{1F4C1}\u001B in a long place');
  const stdout = below(terminal, progress);
  stdout.write('');
  stdout.write('done\n');
  stdout.write('and more\n');
  progress.erase();
  return said;
}

function escapes(shown: string): number {
  return shown.split('\u001B').length - 1;
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function strip(shown: string): string {
  return shown.replaceAll(/\u001B\[\d+m/g, '');
}
