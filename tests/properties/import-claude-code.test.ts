import { entryOf, isStricter, type Action, type Agent, type FileTree, type Question } from '@canonry/core';
import { canonicalDecision, ORDINARY_PLACE, questionsFor } from '@canonry/core/testing';
import { claudeCode } from '@canonry/target-claude-code';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from './runs.js';

const commands = fc.constantFrom(
  'Bash(git push *)',
  'Bash(git:*)',
  'Bash(git push --force*)',
  'Bash(rm:*)',
  'Bash(rm -rf *)',
  'Bash(mytool)',
  'Bash(mytool *)',
  'Bash(mytool run*)',
  'Bash(mytool a*b)',
  'Bash(mytool * main *)',
  'Bash(cat *)',
  'Bash(touch *)',
  'Bash(* --force)',
  'Bash(*)',
  'Bash',
);
const paths = fc
  .tuple(
    fc.constantFrom('Edit', 'Read', 'Write'),
    fc.constantFrom(
      '/docs/**',
      'docs/**',
      '**/docs/**',
      'docs/*',
      '*.md',
      '.env',
      '/.env',
      'src/*.ts',
      '/src/**/gen/*.ts',
      'a?.md',
      '**',
      '/**',
      '//**',
      '//etc/**',
      '~/.ssh/**',
      '~/notes/*.md',
      '!docs/keep.md',
      '*',
    ),
  )
  .map(([tool, path]) => `${tool}(${path})`);
const others = fc.constantFrom(
  'Edit',
  'Write',
  'Read',
  'WebFetch',
  'WebFetch(domain:example.com)',
  'WebFetch(domain:*.example.com)',
  'WebSearch',
  'Skill',
  'Skill(something)',
  'Skill(some *)',
  'Agent',
  'Agent(somebody)',
  'mcp__a',
  'mcp__a__b',
  'mcp__a__b*',
  'mcp__*',
  '*',
  'TaskCreate',
  'Grep',
);
const list = fc.array(fc.oneof(commands, paths, others), { maxLength: 4 });
const names = fc.constantFrom(
  'Read',
  'Bash',
  'Edit',
  'Write',
  'Grep',
  'Glob',
  'Agent(somebody)',
  'WebFetch',
  'mcp__a',
  'mcp__a__b',
  'Skill',
);
const tools = fc.option(fc.array(names, { maxLength: 4 }), { nil: undefined });
const mode = fc.constantFrom(undefined, 'default', 'acceptEdits', 'plan', 'dontAsk', 'bypassPermissions');

const LINES = [
  'sudo rm -rf x',
  '/bin/rm x',
  'timeout 5 git push --force',
  'cat secrets/k',
  'cat .env',
  'cd docs && cat a',
  'cat docs/a',
  'touch docs/a',
  'cat ../x',
  'cat ~/x',
  'env A=1 rm x',
  'X=1 rm x',
  'cp a docs/b',
  'sed -i s/a/b/ src/x.ts',
  'mytool run main now',
  'mytool x main',
  'git x; rm y',
];
const PATHS = [
  'docs/a',
  'src/docs/a',
  'docs/keep.md',
  'x.md',
  'src/x.ts',
  'src/y/x.ts',
  'src/y/gen/x.ts',
  'src/gen/x.ts',
  '.env',
  'y/.env',
  'ab.md',
  'ab.md/x',
  '.git/config',
  'x/.npmrc',
  '/etc/hosts',
  '/home/someone/.ssh/key',
  '/home/someone/notes/x.md',
  '/home/someone/notes/y/x.md',
];
const MORE = [
  ...LINES.map((input) => ({ tool: 'bash', input })),
  ...PATHS.flatMap((input) => [
    { tool: 'read', input },
    { tool: 'edit', input },
  ]),
  ...['https://example.com/', 'https://a.example.com/x', 'https://example.com:8080/'].map((input) => ({
    tool: 'webfetch',
    input,
  })),
  ...['mcp__a', 'mcp__a__b', 'mcp__a__bc', 'mcp__z'].map((tool) => ({ tool, input: '' })),
];

function treeOf(files: Readonly<Record<string, string>>): FileTree {
  return new Map(
    Object.entries(files).map(([path, text]) => [path, { bytes: new TextEncoder().encode(text), executable: false }]),
  );
}

function frontMatter(front: Readonly<Record<string, unknown>>): string {
  return Object.entries(front)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join('\n');
}

/** Differences that are written down in docs/targets/claude-code.md. */
function isKnown({ tool, input }: Question): boolean {
  // Searching is done with Bash there, and there is no tool that lists.
  if (tool === 'list' || tool === 'glob' || tool === 'grep') return true;
  // The directory that a rule counts from is not in itself.
  if (input === '/' || input === ORDINARY_PLACE.home) return true;
  // An allowed command in quotes or in a subshell is not the same to Claude Code.
  return tool === 'bash' && /['"]|^\(/.test(input);
}

describe('what is imported from Claude Code', () => {
  it('permits nothing that Claude Code would not', () => {
    let decided = 0;
    let equal = 0;
    const law = fc.property(
      list,
      list,
      list,
      tools,
      tools,
      mode,
      mode,
      (allow, ask, deny, own, disallowed, ownMode, defaultMode) => {
        const settings = { permissions: { allow, ask, deny, ...(defaultMode === undefined ? {} : { defaultMode }) } };
        const front = {
          name: 'a',
          description: 'd',
          ...(own === undefined ? {} : { tools: own }),
          ...(disallowed === undefined ? {} : { disallowedTools: disallowed }),
          ...(ownMode === undefined ? {} : { permissionMode: ownMode }),
        };
        const files = treeOf({
          '.claude/settings.json': JSON.stringify(settings),
          '.claude/agents/a.md': `---\n${frontMatter(front)}\n---\nGo.\n`,
        });
        const imported = claudeCode.read?.(files);
        if (imported === undefined || imported.findings.some(({ code }) => entryOf(code).severity === 'error')) return;
        const agent: Agent = { ...(imported.agents[0]?.agent ?? expect.fail()), file: '' };
        const asked: readonly Question[] = [
          ...questionsFor(agent, ORDINARY_PLACE).filter(({ role }) => role === 'subagent'),
          ...MORE.map((one) => ({ ...ORDINARY_PLACE, ...one, agent: 'a', role: 'subagent' as const })),
        ];
        for (const question of asked) {
          if (isKnown(question)) continue;
          const { decision: theirs, owned } = claudeCode.decide(files, question);
          const isTheirs = owned !== undefined && claudeCode.owned.find(({ code }) => code === owned)?.narrows === true;
          const ours: Action = canonicalDecision(agent, question).decision ?? 'ask';
          decided += 1;
          if (ours === theirs) equal += 1;
          if (isStricter(theirs, ours) && !isTheirs)
            expect.fail(
              `${question.tool} ${question.input}: ${ours}, in Claude Code ${theirs}\n${JSON.stringify({ settings, front })}\n${JSON.stringify(agent.permissions)}`,
            );
        }
      },
    );
    fc.assert(law, runs(0.3));
    console.log(`${decided} decisions, ${equal} of them equal`);
    expect(equal).toBeGreaterThan(decided / 2);
  });
});
