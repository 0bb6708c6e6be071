import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import {
  driftDiagnostics,
  filesAfter,
  formatCheck,
  formatGithub,
  formatPlan,
  formatSarif,
  summarisePlan,
  type Plan,
} from '@canonry/core';
import { thisSystem } from '@canonry/core/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countingSystem } from './failing-fs.js';
import { makeProject, type Project } from './project.js';
import { renderAll, rosterOf } from './test-targets.js';

let project: Project;
beforeEach(async () => {
  project = makeProject();
  await project.render(renderAll(rosterOf({ ada: 'Think.\n', old: 'Go.\n' })));
});
afterEach(() => project.dispose());

const next = renderAll(rosterOf({ ada: 'Think more.\n', old: 'Go.\n' }), ['alpha']);

async function planOf(rendered = next): Promise<Plan> {
  const { plan } = await project.check(rendered, { only: ['alpha'] });
  if (plan === undefined) throw new Error('no plan');
  return plan;
}

function readJson(path: string): object {
  const value: unknown = JSON.parse(readFileSync(createRequire(import.meta.url).resolve(path), 'utf8'));
  return typeof value === 'object' && value !== null ? value : {};
}

describe('check', () => {
  it('prints a diff and the line that mends it', async () => {
    const text = await formatCheck(await planOf(), 'canonry render');
    expect(text).toBe(`.alpha/agents/ada.md: its content differs
--- a/.alpha/agents/ada.md
+++ b/.alpha/agents/ada.md
@@ -1,4 +1,4 @@
 ---
 description: The agent ada
 ---
-Think.
+Think more.

run canonry render
`);
  });

  it('says what render would do, a line for each path', async () => {
    project.remove('.alpha/bin/ada');
    project.write('.alpha/bin/old', 'edited');
    expect(formatPlan(await planOf(renderAll(rosterOf({ ada: 'Think more.\n' }), ['alpha'])))).toBe(
      `update   .alpha/agents/ada.md: its content differs
delete   .alpha/agents/old.md: it is no longer rendered
create   .alpha/bin/ada: it does not exist
CONFLICT .alpha/bin/old: it is no longer rendered, but was edited by hand
delete   .alpha/links/old: it is no longer rendered
update   .claude/settings.json: its content differs
update   AGENTS.md: its content differs
update   opencode.json: its content differs
`,
    );
  });

  it('gives the plan as data with stable names', async () => {
    const outcome = await project.check(next, { only: ['alpha'] });
    expect(summarisePlan(outcome.plan ?? (await planOf()))).toEqual({
      create: [],
      update: ['.alpha/agents/ada.md'],
      delete: [],
      conflict: [],
      unchanged: 10,
    });
  });

  it('shows the files as a harness will read them, with what people wrote there', async () => {
    project.write('.claude/settings.json', project.read('.claude/settings.json').replace('{', '{ "mine": 1,'));
    project.remove('.alpha/links/old');
    const files = filesAfter(await planOf());
    const text = (path: string): string => Buffer.from(files.get(path)?.bytes ?? []).toString();
    expect(text('.claude/settings.json')).toContain('"mine": 1');
    expect(text('.alpha/agents/ada.md')).toContain('Think more.');
    expect(files.get('.alpha/bin/ada')?.executable).toBe(true);
    expect(files.has('.alpha/links/old')).toBe(false);
  });

  it('has the same id for the same plan, and another for another', async () => {
    expect((await planOf()).id).toBe((await planOf()).id);
    expect((await planOf()).id).not.toBe((await planOf(renderAll(rosterOf({ ada: 'x', old: 'Go.\n' }), ['alpha']))).id);
  });

  it('annotates the line of the source that it is about, for GitHub and as valid SARIF', async () => {
    const diagnostics = driftDiagnostics(await planOf(), 'canonry render');
    expect(formatGithub(diagnostics)).toBe(
      '::error file=agents/ada/agent.toml,line=1,col=1,title=output-drift::".alpha/agents/ada.md" is not as rendered: its content differs%0Arun canonry render\n',
    );
    const sarif: unknown = JSON.parse(formatSarif(diagnostics, '1.2.3'));
    const ajv = new Ajv({ schemaId: 'auto', meta: false });
    ajv.addMetaSchema(readJson('ajv/lib/refs/json-schema-draft-04.json'));
    const isValid = ajv.validate(readJson('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), sarif);
    expect({ isValid, errors: ajv.errors }).toEqual({ isValid: true, errors: null });
    expect(sarif).toMatchObject({
      runs: [
        {
          results: [
            {
              ruleId: 'output-drift',
              level: 'error',
              locations: [
                { physicalLocation: { artifactLocation: { uri: 'agents/ada/agent.toml' }, region: { startLine: 1 } } },
              ],
            },
          ],
        },
      ],
    });
  });

  it('without a change reads each file at most once and writes nothing', async () => {
    const rendered = renderAll(rosterOf({ ada: 'Think.\n', old: 'Go.\n' }));
    const reads: string[] = [];
    const base = thisSystem();
    const readFile: typeof base.fs.readFile = (path) => {
      reads.push(path);
      return base.fs.readFile(path);
    };
    const { system, calls } = countingSystem({ ...base, fs: { ...base.fs, readFile } });
    expect((await project.check(rendered, { system })).exitCode).toBe(0);
    expect(reads.length).toBe(new Set(reads).size);
    const looking = new Set(['lstat', 'readFile', 'readLink']);
    expect(calls.filter((call) => !looking.has(call))).toEqual([]);
    expect(calls.filter((call) => call === 'readFile')).toHaveLength(12);
    const idle = countingSystem(base);
    expect((await project.render(rendered, { system: idle.system })).exitCode).toBe(0);
    expect(idle.calls.filter((call) => !looking.has(call))).toEqual(['listDirectory']);
  });
});
