import type { Policy } from '@canonry/core';
import { renderForTest } from '@canonry/core/testing';
import { claudeCode } from '@canonry/target-claude-code';
import { expect, it } from 'vitest';
import { OTHER_TOOLS, RESOURCES, THEIR_TOOLS } from '../../../packages/target-claude-code/src/render/tool-names.js';
import { agentWith, guardedRoster } from '../../properties/guarded-agent.js';
import { PLACE } from './ask-rendered.js';
import { markerOf } from './measured-cases.js';
import { runSession } from './run-session.js';
import { useOracle } from './use-oracle.js';

// What `*` is about: the lists of tools are closed, and the program must offer nothing beside them.

const oracle = useOracle();
const KNOWN = new Set([...[...THEIR_TOOLS.values()].flat(), ...OTHER_TOOLS, ...RESOURCES]);
/** Another name for Agent, and what only shows what other tools want to be told. */
const HARMLESS = ['Task', 'ToolSearch'];

it('knows every tool that the program offers', async () => {
  const tools = await offered([{ tool: 'bash', intent: 'allow', rules: [] }]);
  expect(tools.length).toBeGreaterThan(25);
  expect(tools.filter((name) => !KNOWN.has(name))).toEqual(HARMLESS);
});

it('leaves an agent whose other tools ask only those that ask, or that have a name here', async () => {
  const tools = await offered([{ tool: '*', intent: 'ask', rules: [] }]);
  const unnamed = new Set([...OTHER_TOOLS, ...RESOURCES]);
  expect(tools.length).toBeGreaterThan(5);
  expect(tools.filter((name) => unnamed.has(name))).toEqual([]);
});

async function offered(policies: readonly Policy[]): Promise<readonly string[]> {
  const agent = { ...agentWith(policies), prompt: `${markerOf('tester')}\n` };
  const roster = guardedRoster([agent]);
  const project = { ...roster.project, targets: new Map() };
  const rendered = renderForTest(claudeCode, { ...roster, project }, { ...PLACE, scope: 'project', trusted: true });
  const { program, sandbox } = oracle();
  const { tools } = await runSession({
    program,
    sandbox,
    files: new Map([...rendered.files].map(([path, { bytes }]) => [path, new TextDecoder().decode(bytes)])),
    trusted: true,
    arguments: ['--agent', 'tester'],
    threads: [{ id: 'main', calls: [] }],
  });
  return tools;
}
