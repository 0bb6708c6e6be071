import { comparePolicies, type Action, type Policy } from '@canonry/core';
import { loadRoster } from '@canonry/core/node';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { targets } from '../../../packages/cli/src/targets.js';
import { ACTIONS } from '../../../packages/core/src/agent.js';
import { canonry } from '../../cli/canonry.js';
import { REPOSITORY } from '../../cli/installation.js';
import { agentFiles, project } from '../../cli/project.js';
import { evaluate, flakeValue, nixText, refusal } from './nix.js';

type Permission = Action | Readonly<Record<string, Action>>;

interface LegacyAgent {
  readonly permission?: Readonly<Record<string, Permission>>;
  readonly [key: string]: unknown;
}

type Document = Readonly<Record<string, LegacyAgent>>;

/** What a reader of JSON takes a value for: the last key that matches decides, in the order of the text. */
function policyOf(tool: string, value: Permission): Policy {
  if (typeof value === 'string') return { tool, intent: value, rules: [] };
  const rules = Object.entries(value).map(([pattern, action]) => ({ pattern, action }));
  return { tool, intent: 'deny', rules };
}

function differences(own: Policy, value: Permission): readonly string[] {
  return comparePolicies(own.tool, own, policyOf(own.tool, value)).map(
    ({ kind, witness, old, new: now }) => `${kind} ${old} -> ${now}: ${witness ?? ''}`,
  );
}

/** `task` names agents as people see them. */
function withNames(value: Permission, names: ReadonlyMap<string, string>): Permission {
  if (typeof value === 'string') return value;
  return Object.fromEntries(Object.entries(value).map(([key, action]) => [names.get(key) ?? key, action]));
}

/** Everything but the rules. */
function withoutPatterns(document: Document): object {
  return Object.fromEntries(Object.entries(document).map(([key, agent]) => [key, onlyTools(agent)]));
}

function onlyTools({ permission = {}, ...rest }: LegacyAgent): object {
  return { ...rest, tools: Object.keys(permission).toSorted() };
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what follows fails for anything else
const agentsJson = (): Document => flakeValue('lib.agentsJson') as Document;

describe('agentsJson', () => {
  it('says what `canonry export agents-json` says, apart from the order', () => {
    const exported = canonry(['export', 'agents-json'], { cwd: REPOSITORY });
    const document: Document = JSON.parse(exported.stdout);
    expect(withoutPatterns(agentsJson())).toEqual(withoutPatterns(document));
  });

  it('says exactly that where sorting changes nothing', () => {
    const permissions = `[permissions."*"]
intent = "deny"
[permissions.bash]
intent = "ask"
rules = ["a *:deny", "git log *:deny", "*:allow", "git push *:ask"]
[permissions.read]
intent = "allow"
rules = ["~/x:deny", "a:b:ask"]
[permissions.task]
intent = "deny"
rules = ["bob:allow"]
[permissions.todo]
intent = "allow"
[permissions.mcp__notes]
intent = "ask"
[permissions.mcp__notes__read__all]
intent = "allow"
`;
    const ada = `name = "ada"\ndescription = "x"\nmode = "primary"\nmax_turns = 3\n${permissions}`;
    const bob = 'name = "bob"\ndisplay_name = "Bob (B)"\ndescription = "Ends with one."\n';
    const cwd = project({
      ...agentFiles('ada'),
      ...agentFiles('bob'),
      'agents/ada/agent.toml': ada,
      'agents/bob/agent.toml': bob,
      'canonry.toml': '[models]\nbob = "x/y"\n',
    });
    const { stdout } = canonry(['export', 'agents-json'], { cwd });
    expect(stdout).toContain('"notes_read__all"');
    expect(evaluate(`canonry.agents.mkAgentsJsonFrom { agentsInput = ${nixText(cwd)}; }`)).toEqual(JSON.parse(stdout));
  });

  it('decides what the agents say, with its keys sorted', async () => {
    const { roster } = await loadRoster({ source: REPOSITORY, targets });
    const document = agentsJson();
    const names = new Map(roster.agents.map(({ name, displayName = name }) => [displayName, name]));
    const found = roster.agents.flatMap(({ name, displayName = name, permissions }) =>
      permissions.flatMap((own) => {
        const value = document[displayName]?.permission?.[own.tool] ?? 'allow';
        return differences(own, withNames(value, names)).map((difference) => `${name} ${own.tool} ${difference}`);
      }),
    );
    // Sorted, "git push*" stands behind "git push --force*": "git push?--force*" says it again behind that.
    expect(found).toEqual(['chiron-forge bash narrowed ask -> deny: git push%-f']);
  });

  it('takes models from its arguments, above canonry.toml, and knows none itself', () => {
    const files = { 'canonry.toml': '[models]\na = "x/common"\nb = "x/b"\n[models.opencode]\na = "x/a"\n' };
    const directory = project({ ...files, ...agentFiles('a'), ...agentFiles('b'), ...agentFiles('c') });
    const models = (options: string): unknown =>
      evaluate(
        `builtins.mapAttrs (_: agent: agent.model or null) (canonry.agents.mkAgentsJsonFrom { agentsInput = ${nixText(directory)}; ${options} })`,
      );
    expect(models('')).toEqual({ a: 'x/a', b: 'x/b', c: null });
    expect(models('models.a = "y/a"; defaultModel = "y/d";')).toEqual({ a: 'y/a', b: 'x/b', c: 'y/d' });
    expect(
      refusal(`canonry.agents.mkAgentsJsonFrom { agentsInput = ${nixText(directory)}; models.d = "x/y"; }`),
    ).toContain('there is no agent "d"');
  });

  it.each([
    ['a number as a pattern', '[permissions.bash]\nintent = "ask"\nrules = ["10:deny"]\n', 'is a number'],
    ['a server named like own tools', '[permissions.mcp__external]\nintent = "ask"\n', 'tools of its own'],
    ['a tool named like an own one', '[permissions.mcp__doom__loop]\nintent = "ask"\n', 'tools of its own'],
    ['a rule without an action', '[permissions.bash]\nintent = "ask"\nrules = ["ls"]\n', 'not of the form'],
  ])('refuses %s', (_, permissions, message) => {
    const directory = project(agentFiles('a', permissions));
    expect(refusal(`canonry.agents.mkAgentsJsonFrom { agentsInput = ${nixText(directory)}; }`)).toContain(message);
  });
});

/** Patterns that get into each other's way: few words, and what sorts before and behind a star. */
const pattern = fc
  .array(fc.constantFrom('a', 'b', 'ab', ' ', ' ', '*', '*', '?', '#', '-', 'ü', ' *'), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(''))
  .filter((text) => text.trim() !== '');
const rules = fc.array(fc.record({ pattern, action: fc.constantFrom(...ACTIONS) }), { minLength: 1, maxLength: 6 });
const policies = fc.record({ intent: fc.constantFrom(...ACTIONS), rules });

describe('rules in sorted order', () => {
  it('never permit more than in their own', () => {
    const drawn = fc.sample(policies, { numRuns: 500, seed: 8 });
    const asked = drawn.map(({ intent, rules: own }) =>
      [{ pattern: '*', action: intent }, ...own]
        .map((rule) => `{ pattern = ${nixText(rule.pattern)}; action = "${rule.action}"; }`)
        .join(' '),
    );
    const expression = `map (import ${REPOSITORY}packages/nix/lib/sorted-rules.nix) [ ${asked.map((list) => `[ ${list} ]`).join(' ')} ]`;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what follows fails for anything else
    const sorted = evaluate(expression) as readonly Readonly<Record<string, Action>>[];
    const found = drawn.map(({ intent, rules: own }, index) =>
      differences({ tool: 'webfetch', intent, rules: own }, sorted[index] ?? 'allow'),
    );
    expect(
      found.flatMap((list, index) => (list.some((text) => !text.startsWith('narrowed')) ? [[index, list]] : [])),
    ).toEqual([]);
    // Many are exact, although hardly anything here is like a rule of a person: strictness alone would be easy.
    const exact = found.filter((list) => list.length === 0).length;
    expect(exact).toBeGreaterThan(200);
  });
});
