import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { formatDiagnostic, hasErrors } from '@canonry/core';
import { loadRoster } from '@canonry/core/node';
import {
  checkPermissions,
  checkPurity,
  expectSameTree,
  ORDINARY_PLACE,
  readTree,
  renderForTest,
  writeTree,
} from '@canonry/core/testing';
import { geminiCli } from '../src/index.js';

const inputs = join(import.meta.dirname, 'inputs');
const golden = join(import.meta.dirname, 'golden');

for (const name of readdirSync(inputs)) {
  test(`the input ${name}`, async (context) => {
    const { roster, diagnostics, locate } = await loadRoster({ source: join(inputs, name), targets: [geminiCli] });
    assert.equal(hasErrors(diagnostics), false);

    await context.test('is given no more than its definition, and told where it is given less', () => {
      assert.deepEqual(checkPermissions({ target: geminiCli, roster }), []);
    });

    await context.test('always gives the same bytes', () => {
      assert.deepEqual(checkPurity(geminiCli, roster), []);
    });

    await context.test('gives the bytes of the golden', async () => {
      const { files, findings } = renderForTest(geminiCli, roster, ORDINARY_PLACE);
      const said = (await locate(findings)).map((finding) => `${formatDiagnostic(finding)}\n`).join('\n');
      const entry = { bytes: new TextEncoder().encode(said), executable: false };
      const all = new Map([...files, ['DIAGNOSTICS.txt', entry]]);
      if (process.env['UPDATE_GOLDEN'] === '1') writeTree(join(golden, name), all);
      else expectSameTree(readTree(join(golden, name)), all);
    });
  });
}
