import type { Agent, Policy } from '@canonry/core';
import * as fc from 'fast-check';
import { ACTIONS, MODES } from '../../packages/core/src/agent.js';
import { LineSchema, NameSchema } from '../../packages/core/src/text-schema.js';
import { TOOLS, TOOLS_WITH_SUBJECT } from '../../packages/core/src/tools.js';

/** Any text that can be encoded: letters of every script, control characters, what nobody sees. */
const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength }),
    fc.string({ unit: 'grapheme', maxLength }),
    fc.string({
      unit: fc.constantFrom(...Array.from('"\\\'#=[]{}.,:*?/~ \n\r\t\0\u001B\u007F\u0085\u2028\u202E\uFEFFü😀')),
      maxLength,
    }),
    fc.constantFrom('__proto__', 'constructor', 'toString', 'nan', 'true', '2026-03-31', '---', '"""', "'''"),
  );

/** What `LineSchema` takes, cut to a number of UTF-16 units. */
const line = (maxLength: number): fc.Arbitrary<string> =>
  anyText(maxLength)
    .map((text) => text.replaceAll(/\p{Cc}|[\u2028\u2029]/gu, ''))
    .filter((text) => text.length <= maxLength && LineSchema.safeParse(text).success);

const name = fc.stringMatching(/^[a-z](?:-?[a-z0-9]){0,20}$/).filter((text) => NameSchema.safeParse(text).success);
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const listOf = (item: fc.Arbitrary<string>): fc.Arbitrary<string[]> => fc.uniqueArray(item, { maxLength: 4 });

const pattern = anyText(40)
  .map((text) => text.replaceAll('\0', ''))
  .filter((text) => text.trim() !== '');
const rule = fc.record({ pattern, action: fc.constantFrom(...ACTIONS) });
const tool = fc.oneof(
  fc.constantFrom(...TOOLS, '*'),
  fc.stringMatching(/^mcp__[A-Za-z0-9-](?:[A-Za-z0-9_-]{0,10}[A-Za-z0-9-])?$/),
);

const policy = fc
  .record({ tool, intent: fc.constantFrom(...ACTIONS), rules: fc.array(rule, { maxLength: 5 }) })
  .map((item): Policy => (TOOLS_WITH_SUBJECT.some((known) => known === item.tool) ? item : { ...item, rules: [] }));

/** Every agent that an agent.toml can say. */
export const arbitraryAgent: fc.Arbitrary<Agent> = fc
  .record({
    name,
    description: line(1024),
    displayName: fc.option(line(100), { nil: undefined }),
    mode: fc.constantFrom(...MODES),
    tags: listOf(line(64)),
    skills: listOf(name),
    context: listOf(name),
    rules: listOf(path),
    maxTurns: fc.option(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), { nil: undefined }),
    permissions: fc.uniqueArray(policy, { maxLength: 5, selector: (item) => item.tool }),
    prompt: anyText(200),
  })
  .map(({ displayName, maxTurns, ...agent }) => ({
    ...agent,
    ...(displayName === undefined ? {} : { displayName }),
    ...(maxTurns === undefined ? {} : { maxTurns }),
    file: `agents/${agent.name}/agent.toml`,
  }));
