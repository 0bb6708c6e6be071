import { formatPlan } from '@canonry/core';
import { loadRoster, watchSource } from '@canonry/core/node';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeProject, type Project } from './project.js';
import { renderAll } from './test-targets.js';

let project: Project;
const stop = new AbortController();
beforeEach(() => {
  project = makeProject({
    'agents/ada/agent.toml': 'name = "ada"\ndescription = "Thinks"\n',
    'agents/ada/system-prompt.md': 'Think.\n',
  });
});
afterEach(() => {
  stop.abort();
  project.dispose();
});

it('watching renders after every change, says one line for each, and lives through a broken source', async () => {
  const lines: string[] = [];
  const errors: unknown[] = [];
  const act = async (): Promise<void> => {
    const { roster, diagnostics } = await loadRoster({ source: project.root });
    const { plan, applied } = await project.render(renderAll(roster, ['beta']), { diagnostics });
    if (applied && plan !== undefined) lines.push(...formatPlan(plan).split('\n').filter(Boolean));
    else lines.push(`red: ${diagnostics.map(({ code }) => code).join()}`);
  };
  const tell = (error: unknown): unknown => errors.push(error);
  const watching = watchSource({
    places: () => [{ directory: `${project.root}/agents` }],
    act,
    tell,
    pause: 20,
    signal: stop.signal,
  });
  const until = (count: number): Promise<void> =>
    vi.waitFor(() => expect(lines).toHaveLength(count), { timeout: 5000 });
  await until(3);
  project.write('agents/ada/system-prompt.md', 'Think more.\n');
  await until(4);
  project.write('agents/ada/agent.toml', 'name = "ada\n');
  await until(5);
  project.write('agents/ada/agent.toml', 'name = "ada"\ndescription = "Thinks hard"\n');
  await until(6);
  stop.abort();
  await watching;
  expect(errors).toEqual([]);
  expect(lines).toEqual([
    'create   .beta/agents/ada/agent.md: it does not exist',
    'create   .shared/rules.md: it does not exist',
    'create   opencode.json: it does not exist',
    'update   .beta/agents/ada/agent.md: its content differs',
    'red: toml-syntax',
    'update   .beta/agents/ada/agent.md: its content differs',
  ]);
});
