// publint and attw for every package that npm would publish: what `npm pack` puts into a tarball must be what its exports
// name, and TypeScript must find types for it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

// We publish ES modules only: that CommonJS, or a resolution from before `exports`, cannot load them is meant.
const MEANT = new Set(['CJSResolvesToESM']);
const OLD_RESOLUTION = 'node10';

const packages = fileURLToPath(new URL('../packages', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'canonry-lint-'));
let problems = 0;
for (const name of readdirSync(packages)) {
  const pkgDir = join(packages, name);
  // Not all of them are for npm.
  if (!existsSync(join(pkgDir, 'package.json'))) continue;
  const { messages, pkg } = await publint({ pkgDir, strict: true, pack: 'npm' });
  const about = [...messages.map((message) => formatMessage(message, pkg)), ...(await typeProblems(pkgDir))];
  for (const line of about) console.error(`${pkg.name}: ${line}`);
  problems += about.length;
}
rmSync(directory, { recursive: true });
process.exitCode = problems === 0 ? 0 : 1;

async function typeProblems(pkgDir) {
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', directory], { cwd: pkgDir, encoding: 'utf8' }),
  );
  const result = await checkPackage(createPackageFromTarballData(readFileSync(join(directory, filename))));
  // The command has no types: nobody imports it.
  if (result.types === false) return [];
  return result.problems
    .filter(({ kind, resolutionKind }) => !MEANT.has(kind) && resolutionKind !== OLD_RESOLUTION)
    .map((problem) => `attw: ${JSON.stringify(problem)}`);
}
