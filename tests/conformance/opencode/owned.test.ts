import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOracle, type Oracle } from './oracle.js';
import { makeProject } from './server.js';
import { agentText, bash, filesFrom, patch, read, write } from './texts.js';

/** Each case that docs/targets/opencode.md lists as OpenCode's own is shown here. */
let oracle: Oracle;
beforeAll(async () => {
  oracle = await startOracle();
});
afterAll(() => oracle.stop());

describe('the cases that are its own', () => {
  it('asks nothing about these', async () => {
    const text = agentText({ bash: { '*': 'ask', echo: 'deny' }, edit: 'ask', external_directory: 'ask' });
    const directory = makeProject(oracle.server, filesFrom({ '.opencode/agent/a.md': text }));
    const lines = [
      'cd src',
      'X=1',
      'export X=1',
      'unset X',
      '[ -f a ]',
      '[[ -f a ]]',
      '> out.txt',
      'x% a',
      '# nothing',
    ];
    const decisions = await oracle.decide({ directory, agent: 'a', role: 'main' }, lines.map(bash));
    expect(decisions).toEqual(lines.map(() => 'allow'));
  });

  it('misses redirects, and reads texts as they are written', async () => {
    const text = agentText({ bash: { '*': 'allow', 'git push*': 'deny', '*>*': 'deny' } });
    const directory = makeProject(oracle.server, filesFrom({ '.opencode/agent/a.md': text }));
    const where = { directory, agent: 'a', role: 'main' } as const;
    const seen = await oracle.decide(where, ['git push', 'ls > f', 'ls; ls > f', 'ls > f | cat'].map(bash));
    expect(seen).toEqual(['deny', 'deny', 'deny', 'deny']);
    const missed = ['git  push', 'git "push"', '\\git push', 'ls && ls > f', 'ls | cat > f', '(ls) > f', '! ls > f'];
    expect(await oracle.decide(where, missed.map(bash))).toEqual(missed.map(() => 'allow'));
  });

  it('asks about the directories that commands name, and takes a directory for what is in it', async () => {
    const text = agentText({ external_directory: { '*': 'deny', '/etc/*': 'ask' }, bash: 'allow', read: 'allow' });
    const directory = makeProject(oracle.server, filesFrom({ '.opencode/agent/a.md': text }));
    const output = join(oracle.server.home, '.local/share/opencode/tool-output/x');
    const calls = [
      bash('cat /etc/passwd'),
      bash('cat /usr/x'),
      bash('ls /usr'),
      read('/etc'),
      read('/usr'),
      read(output),
    ];
    const decisions = await oracle.decide({ directory, agent: 'a', role: 'main' }, calls);
    expect(decisions).toEqual(['ask', 'deny', 'allow', 'ask', 'deny', 'allow']);
  });

  it('decides about a link as it is written, not about what it points at', async () => {
    const rules = {
      edit: { '*': 'allow', 'closed/*': 'deny' },
      read: { '*': 'allow', 'closed/*': 'deny' },
      external_directory: 'deny',
    };
    const directory = makeProject(
      oracle.server,
      filesFrom({ '.opencode/agent/a.md': agentText(rules), 'closed/a': 'a\n' }),
    );
    symlinkSync('closed', join(directory, 'open'));
    symlinkSync('/etc', join(directory, 'outside'));
    const where = { directory, agent: 'a', role: 'main' } as const;
    const calls = [read('closed/a'), read('open/a'), write('open/b'), read('outside/hosts'), read('/etc/hosts')];
    expect(await oracle.decide(where, calls)).toEqual(['deny', 'allow', 'allow', 'allow', 'deny']);
    expect(existsSync(join(directory, 'closed/b'))).toBe(true);
  });

  it('asks a patch about the file that it moves, not about where it goes', async () => {
    const text = agentText({ edit: { '*': 'deny', 'open/*': 'allow' } });
    const directory = makeProject(oracle.server, filesFrom({ '.opencode/agent/a.md': text, 'open/a': 'a\n' }));
    const moved = patch('*** Update File: open/a', '*** Move to: closed/a', '@@', '-a', '+b');
    const where = { directory, agent: 'a', role: 'main', model: 'gpt-5' } as const;
    expect(await oracle.decide(where, [patch('*** Add File: closed/b', '+b'), moved])).toEqual(['deny', 'allow']);
    expect(existsSync(join(directory, 'closed/a'))).toBe(true);
  });

  it('takes "always" for an answer about everything, for every agent, and above what is denied', async () => {
    const files = filesFrom({
      '.opencode/agent/a.md': agentText({ edit: { '*': 'ask', 'closed/*': 'deny' } }),
      '.opencode/agent/b.md': agentText({ edit: { '*': 'ask', 'closed/*': 'deny' } }),
    });
    const directory = makeProject(oracle.server, files);
    const where = { directory, role: 'main', reply: 'always' } as const;
    expect(await oracle.decide({ ...where, agent: 'a' }, [write('closed/a')])).toEqual(['deny']);
    expect(await oracle.decide({ ...where, agent: 'a' }, [write('a')])).toEqual(['ask']);
    expect(await oracle.decide({ ...where, agent: 'b' }, [write('b'), write('closed/b')])).toEqual(['allow', 'allow']);
  });

  it('lets a question pass that its rules ask about', async () => {
    const directory = makeProject(oracle.server, filesFrom({ '.opencode/agent/a.md': agentText({ question: 'ask' }) }));
    const question = { question: 'Yes?', header: 'yes', options: [{ label: 'yes', description: '' }] };
    const calls = [{ tool: 'question', input: { questions: [question] } }];
    expect(await oracle.decide({ directory, agent: 'a', role: 'main' }, calls)).toEqual(['allow']);
  });

  it('takes a wildcard in the name of a tool, and with it patterns for tools that take none', async () => {
    const text = agentText({ 'webfetc?': { '*': 'deny', 'http://127.0.0.1:9/a*': 'ask' } });
    const directory = makeProject(oracle.server, filesFrom({ '.opencode/agent/a.md': text }));
    const calls = ['b', 'ab'].map((page) => ({
      tool: 'webfetch',
      input: { url: `http://127.0.0.1:9/${page}`, format: 'text', timeout: 1 },
    }));
    expect(await oracle.decide({ directory, agent: 'a', role: 'main' }, calls)).toEqual(['deny', 'ask']);
  });

  it('compares an address as it is written, not as it is fetched', async () => {
    const text = agentText({ 'webfetc?': { '*': 'ask', 'http://127.0.0.1:9/a*': 'deny' } });
    const directory = makeProject(oracle.server, filesFrom({ '.opencode/agent/a.md': text }));
    const urls = ['http://127.0.0.1:9/a', 'http://127.1:9/a', 'http://me@127.0.0.1:9/a', 'http://127.0.0.1:9/%61'];
    const calls = urls.map((url) => ({ tool: 'webfetch', input: { url, format: 'text', timeout: 1 } }));
    const decisions = await oracle.decide({ directory, agent: 'a', role: 'main' }, calls);
    expect(decisions).toEqual(['deny', 'ask', 'ask', 'ask']);
  });

  it('starts a primary agent as a subagent, and lets subagents start nobody', async () => {
    const files = filesFrom({ '.opencode/agent/a.md': agentText('allow', 'mode: primary\n') });
    const directory = makeProject(oracle.server, files);
    const calls = [
      { tool: 'task', input: { description: 'a', prompt: 'nothing', subagent_type: 'general' } },
      bash('ls'),
    ];
    expect(await oracle.decide({ directory, agent: 'a', role: 'subagent' }, calls)).toEqual(['deny', 'allow']);
  });
});
