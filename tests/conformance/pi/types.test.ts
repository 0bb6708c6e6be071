import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readTree } from '@canonry/core/testing';
import { expect, it } from 'vitest';
import { REPOSITORY } from '../../golden/cases.js';
import { writeFiles } from '../opencode/server.js';
import { FLOOR, installPi } from './binary.js';

const OPTIONS = {
  strict: true,
  noEmit: true,
  module: 'nodenext',
  target: 'es2023',
  skipLibCheck: true,
  types: ['node'],
  typeRoots: [join(REPOSITORY, 'node_modules/@types')],
};

// 1.5.2 comes without the types of the packages that it is made of.
it.each([FLOOR, '0.87.1'])('the extension is typed strictly against Pi %s', (version) => {
  const { directory } = installPi(version);
  const project = mkdtempSync(join(tmpdir(), 'canonry-pi-types-'));
  try {
    writeFiles(project, readTree(join(REPOSITORY, 'golden/agents/pi')));
    symlinkSync(dirname(dirname(directory)), join(project, 'node_modules'));
    const files = ['.pi/extensions/canonry-guard.ts'];
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS, files }));
    expect(check(project)).toBe('');
    // It would notice.
    const extension = join(project, '.pi/extensions/canonry-guard.ts');
    appendFileSync(extension, "\nexport const wrong = (pi: ExtensionAPI): void => pi.on('tool_call', 'nothing');\n");
    expect(check(project)).not.toBe('');
  } finally {
    rmSync(project, { recursive: true });
  }
});

/** What the compiler says. */
function check(project: string): string {
  const tsc = join(REPOSITORY, 'node_modules/.bin/tsc');
  return spawnSync(tsc, ['-p', project], { encoding: 'utf8' }).stdout;
}
