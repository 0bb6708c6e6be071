import {
  comparePolicies,
  isStricter,
  type Agent,
  type Difference,
  type Policy,
  type Roster,
  type Rule,
  type Target,
} from '@canonry/core';
import {
  faultOf,
  ORDINARY_PLACE,
  questionsFor,
  renderForTest,
  type PermissionFault,
  type RenderedFiles,
} from '@canonry/core/testing';
import { opencode } from '@canonry/target-opencode';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ACTIONS } from '../../packages/core/src/agent.js';
import { runs } from './runs.js';

const pattern = (parts: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 4 }).map((chosen) => chosen.join(''));
const patterns: Readonly<Record<string, fc.Arbitrary<string>>> = {
  bash: fc.oneof(
    pattern(['git', ' ', 'push', '*', '?', ' *', '--force', 'ls', '=', 'X=1 ', '/', '..', '>', '10', ' 2', ' &', ' {']),
    fc.constantFrom('git *', 'git push*', 'git push --force*', 'rm -rf *', 'ls', 'cat *', '* /*', '*'),
  ),
  glob: pattern(['**', '*', '/', '.ts', 'src', '?', '10', ' *']),
  grep: pattern(['TODO', '*', '?', ' ', '\\', '.']),
  task: pattern(['a', 'b', '-', '*', '?']),
  skill: pattern(['a', 'b', '-', '*', '?']),
  edit: pattern(['src', '/', '*', '.md', '?', '~/', '/etc', 'docs', '.']),
  read: pattern(['src', '/', '*', '.env', '?', '~/', '/etc', '.']),
  external_directory: pattern(['/etc', '/', '*', '~/', 'x', '?', '/tmp']),
  webfetch: pattern(['https://', 'a', '/', '*', '.']),
};
const FLAT = ['question', 'todo', 'doom_loop', 'list', '*'];
const action = fc.constantFrom(...ACTIONS);

const policy = fc.constantFrom(...Object.keys(patterns), 'bash', 'bash', 'edit', ...FLAT).chain((tool) => {
  const rule = (patterns[tool] ?? fc.constant('*'))
    .filter((text) => text.trim() === text)
    .chain((text) => fc.record({ pattern: fc.constant(text), action }));
  const rules: fc.Arbitrary<Rule[]> = patterns[tool] === undefined ? fc.constant([]) : fc.array(rule, { maxLength: 5 });
  return fc.record({ tool: fc.constant(tool), intent: action, rules });
});

const agent: fc.Arbitrary<Agent> = fc
  .record({
    mode: fc.constantFrom('primary' as const, 'subagent' as const),
    permissions: fc.uniqueArray(policy, { minLength: 1, maxLength: 3, selector: ({ tool }) => tool }),
  })
  .map((made) => ({
    ...made,
    name: 'tester',
    description: 'An agent for tests',
    tags: [],
    skills: [],
    context: [],
    rules: [],
    prompt: 'Test.',
    file: 'agents/tester/agent.toml',
  }));

describe('what is rendered for OpenCode', () => {
  it('is proved to permit no more than the definition, over all texts', () => {
    fc.assert(
      fc.property(agent, (made) => {
        const rendered = renderedFor(made);
        for (const tool of ['bash', 'glob', 'grep', 'task', 'skill'])
          expect(widenedIn(made, tool, rendered), tool).toEqual([]);
      }),
      runs(0.25),
    );
  });

  it('permits no more than the definition at every border', () => {
    fc.assert(
      fc.property(agent, (made) => {
        expect(faultsOf(made).filter(({ kind }) => kind === 'widened')).toEqual([]);
      }),
      runs(0.25),
    );
  });

  it('permits no more than the definition however a redirect is written', () => {
    // None of these is left to OpenCode.
    const strict: Target = { ...opencode, owned: opencode.owned.map((one) => ({ ...one, narrows: true })) };
    fc.assert(
      fc.property(agent, (made) => {
        const rendered = renderedFor(made);
        const role = made.mode === 'subagent' ? 'subagent' : 'main';
        const place = { ...ORDINARY_PLACE, agent: made.name, role, tool: 'bash' } as const;
        const faults = redirectLines(made).flatMap(
          (input) => faultOf(strict, rendered, made, { ...place, input }) ?? [],
        );
        expect(faults.filter(({ kind }) => kind === 'widened')).toEqual([]);
      }),
      runs(0.25),
    );
  });
});

/** Redirects behind the words of rules, and to files in quotes: OpenCode reads them as they are written. */
function redirectLines({ permissions }: Agent): readonly string[] {
  const named = (tools: readonly string[]): readonly string[] =>
    permissions.filter(({ tool }) => tools.includes(tool)).flatMap(({ rules }) => rules.map((one) => one.pattern));
  const commands = named(['bash']).flatMap((text) => [text.replace(/ [^ ]*$/, ''), text.replaceAll(/[*?]/g, '')]);
  const files = named(['edit', 'read', 'external_directory']).map((text) => text.replaceAll(/[*?]/g, 'x'));
  return [
    ...commands
      .filter((text) => /^[\w\-./]+(?: [\w\-./]+)*$/.test(text))
      .flatMap((text) => ['2>&1', '>/dev/null', '2>f', '&>/dev/null', '< in.txt'].map((end) => `${text} ${end}`)),
    ...files
      .filter((path) => /^[\w\-./]{2,}$/.test(path))
      .flatMap((path) =>
        ['>', '>>', '>|', '&>', '<'].flatMap((sign) => [
          `ls ${sign} "${path}"`,
          `ls ${sign} ${path[0]}"${path.slice(1)}"`,
          `ls ${sign} '${path[0]}'${path.slice(1)}`,
        ]),
      ),
  ];
}

function faultsOf(made: Agent): readonly PermissionFault[] {
  const rendered = renderedFor(made);
  return questionsFor(made, ORDINARY_PLACE).flatMap((question) => faultOf(opencode, rendered, made, question) ?? []);
}

function renderedFor(made: Agent): RenderedFiles {
  const project = { agents: ['agents'], targets: new Map(), models: new Map(), targetModels: new Map(), accept: [] };
  const roster: Roster = { agents: [made], skills: [], rules: [], context: [], project };
  return renderForTest(opencode, roster, ORDINARY_PLACE);
}

/** Where the rules that OpenCode would read permit more than the policy of the tool, and no finding says so. */
function widenedIn(made: Agent, tool: string, { files, findings }: RenderedFiles): readonly Difference[] {
  const defined = made.permissions.find((one) => one.tool === tool);
  if (defined === undefined) return [];
  const isSaid = findings.some((one) => one.tool === tool && (one.code === 'widened' || one.code === 'unenforced'));
  if (isSaid) return [];
  return comparePolicies(tool, defined, effective(files, tool)).filter(
    ({ kind, old, new: now }) => kind !== 'narrowed' && (old === null || now === null || isStricter(old, now)),
  );
}

/** The rules of the emitted file that are about a tool, read back as they stand: everything is allowed before the first. */
function effective(files: RenderedFiles['files'], tool: string): Policy {
  const text = new TextDecoder().decode(files.get('.opencode/agent/tester.md')?.bytes);
  const keys: { permission?: Readonly<Record<string, unknown>> } = parse(/^---\n([^]*?)\n---\n/.exec(text)?.[1] ?? '');
  const rules = Object.entries(keys.permission ?? {}).flatMap(([key, value]): readonly Rule[] => {
    if (!new RegExp(`^${key.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(tool)) return [];
    return Object.entries(typeof value === 'string' ? { '*': value } : (value ?? {})).map(([written, said]) => ({
      pattern: written,
      action: ACTIONS.find((one) => one === said) ?? 'allow',
    }));
  });
  return { tool, intent: 'allow', rules };
}
