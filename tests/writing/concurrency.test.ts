import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRoster } from '@canonry/core/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { REPOSITORY } from '../golden/cases.js';
import { makeProject, newDirectory, wholeTree } from './project.js';
import { renderAll } from './test-targets.js';
import { buildChild, runChild } from './child.js';

let child = '';
beforeAll(async () => {
  child = await buildChild();
}, 60_000);
afterAll(() => rmSync(child, { recursive: true }));

it('twenty runs at once, of two different sources, end as one of the two would', async () => {
  const sources = [sourceWith(''), sourceWith('And be brief.\n')];
  const expected = await Promise.all(sources.map(outputOf));
  const project = makeProject({ 'AGENTS.md': '# Mine\n' });
  const runs = Array.from({ length: 20 }, async (_, index) => runChild(child, sources[index % 2] ?? '', project.root));
  const results = await Promise.all(runs);
  for (const { output } of results) expect(JSON.parse(output)).toMatchObject({ exitCode: 0, codes: [] });
  expect(expected).toContainEqual(wholeTree(project));
  project.dispose();
  for (const source of sources) rmSync(source, { recursive: true });
});

function sourceWith(addition: string): string {
  const directory = newDirectory();
  for (const part of ['agents', 'skills', 'rules', 'context', 'canonry.toml'])
    cpSync(join(REPOSITORY, part), join(directory, part), { recursive: true });
  const prompt = join(directory, 'agents/apollo/system-prompt.md');
  writeFileSync(prompt, `${readFileSync(prompt, 'utf8')}${addition}`);
  return directory;
}

async function outputOf(source: string): Promise<Readonly<Record<string, string>>> {
  const project = makeProject({ 'AGENTS.md': '# Mine\n' });
  const { roster } = await loadRoster({ source });
  await project.render(renderAll(roster));
  const tree = wholeTree(project);
  project.dispose();
  return tree;
}
