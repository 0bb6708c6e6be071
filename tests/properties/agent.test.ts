import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatDiagnostic, hasErrors, parseAgent, serialiseAgent, type Diagnostic } from '@canonry/core';
import { loadRoster } from '@canonry/core/node';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { targets } from '../../packages/cli/src/targets.js';
import { checkPrompt } from '../../packages/core/src/check-prompt.js';
import { decodeText } from '../../packages/core/src/decode-text.js';
import type { Finding } from '../../packages/core/src/diagnostic.js';
import { locateFindings } from '../../packages/core/src/locate-findings.js';
import { parseProject } from '../../packages/core/src/parse-project.js';
import { parseSkill } from '../../packages/core/src/parse-skill.js';
import { findNewerToml } from '../../packages/core/src/toml-positions.js';
import { arbitraryAgent } from './arbitrary-agent.js';
import { arbitraryBytes, arbitraryText } from './arbitrary-text.js';
import { runs } from './runs.js';

const plain = (text: string): string => text;
const enclosed = (text: string): string => `---\n${text}\n---\n`;

type Parser = readonly [
  name: string,
  prepare: (text: string) => string,
  parse: (file: string, text: string) => readonly Finding[],
];

const check = <Values extends [unknown, ...unknown[]]>(property: fc.IProperty<Values>): void =>
  fc.assert(property, runs(1));

describe('an agent', () => {
  it('is what its serialisation says', () => {
    check(
      fc.property(arbitraryAgent, (agent) => {
        const { file, name: directory, prompt } = agent;
        const parsed = parseAgent({ file, directory, prompt, toml: serialiseAgent(agent) });
        expect(parsed.agent).toEqual(agent);
      }),
    );
  });

  it('is written in TOML 1.0, and the same way again', () => {
    check(
      fc.property(arbitraryAgent, (agent) => {
        const toml = serialiseAgent(agent);
        expect(findNewerToml(toml, agent.file)).toEqual([]);
        const { file, name: directory, prompt } = agent;
        const again = parseAgent({ file, directory, prompt, toml }).agent;
        expect(again && serialiseAgent(again)).toBe(toml);
      }),
    );
  });
});

describe('whatever a file holds, what is wrong with it stands in it', () => {
  const parsers: readonly Parser[] = [
    ['agent.toml', plain, (file, toml) => parseAgent({ file, directory: 'reader', toml, prompt: '' }).findings],
    ['canonry.toml', plain, (file, text) => parseProject({ main: { file, text } }, targets).findings],
    [
      'canonry.local.toml, for any targets',
      plain,
      (file, text) => parseProject({ local: { file, text } }, undefined).findings,
    ],
    ['SKILL.md', plain, (file, text) => parseSkill({ file, name: 'handover', text }).findings],
    ['the front matter of SKILL.md', enclosed, (file, text) => parseSkill({ file, name: 'handover', text }).findings],
    ['system-prompt.md', plain, (file, text) => checkPrompt(text, { file })],
  ];

  it.each(parsers)('%s', (_, prepare, parse) => {
    check(
      fc.property(arbitraryText.map(prepare), (text) => {
        for (const diagnostic of locateFindings(parse('f', text), new Map([['f', text]])))
          expectInside(diagnostic, text);
      }),
    );
  });

  it('bytes that are no text', () => {
    check(
      fc.property(arbitraryBytes, (bytes) => {
        const decoded = decodeText(bytes, { file: 'f' });
        if (typeof decoded === 'string') expect(new TextEncoder().encode(decoded)).toEqual(bytes);
        else
          for (const diagnostic of locateFindings([decoded], new Map()))
            expectInside(diagnostic, new TextDecoder().decode(bytes));
      }),
    );
  });
});

describe('a project on disk', () => {
  let source = '';
  beforeAll(() => {
    source = mkdtempSync(join(tmpdir(), 'canonry-property-'));
    for (const directory of ['agents/reader', 'skills/handover'])
      mkdirSync(join(source, directory), { recursive: true });
  });
  afterAll(() => rmSync(source, { recursive: true }));

  it('is loaded or explained, whatever its files hold', async () => {
    const files = [
      'agents/reader/agent.toml',
      'agents/reader/system-prompt.md',
      'canonry.toml',
      'skills/handover/SKILL.md',
    ];
    await fc.assert(
      fc.asyncProperty(fc.tuple(arbitraryBytes, arbitraryBytes, arbitraryBytes, arbitraryBytes), async (contents) => {
        for (const [index, bytes] of contents.entries()) writeFileSync(join(source, files[index] ?? ''), bytes);
        const { roster, diagnostics } = await loadRoster({ source, targets });
        expect(roster.agents.length === 1 || hasErrors(diagnostics)).toBe(true);
        for (const diagnostic of diagnostics) expect(formatDiagnostic(diagnostic)).not.toContain(source);
      }),
      runs(0.1),
    );
  });
});

/** The place exists, the mark is in the line, and the message is one line without a character that a terminal obeys. */
function expectInside(diagnostic: Diagnostic, text: string): void {
  const shown = formatDiagnostic(diagnostic);
  expect(shown).not.toMatch(/[^\P{C}\n]/u);
  expect(diagnostic.message).not.toMatch(/undefined|NaN|\[object/);
  if (diagnostic.code === 'empty-prompt') return;
  const { line = 0, column = 0 } = diagnostic;
  const content = text.split('\n')[line - 1];
  expect(content, shown).toBeDefined();
  expect(column, shown).toBeGreaterThan(0);
  expect(column, shown).toBeLessThanOrEqual((content?.length ?? 0) + 1);
}
