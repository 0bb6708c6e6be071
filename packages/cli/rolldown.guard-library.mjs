import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const core = (path) => fileURLToPath(new URL(`../core/${path}`, import.meta.url));

/**
 * The guard library goes into dist as the file that it is, by the name that package.json has for it: the command renders its
 * text, and reads command lines with the grammar that is in it. Bundled, that grammar would be there twice.
 */
export function guardLibraryAsFile() {
  const library = readFileSync(core('guard/canonry-guard.mjs'), 'utf8');
  const types = readFileSync(core('guard/canonry-guard.d.mts'), 'utf8');
  const modules = new Map([
    [
      core('src/guard/library-text.ts'),
      `import { readFileSync } from 'node:fs';
      export const GUARD_LIBRARY = readFileSync(new URL(import.meta.resolve('#guard-library')), 'utf8');
      export const GUARD_LIBRARY_TYPES = ${JSON.stringify(types)};`,
    ],
    [
      core('src/guard/library.ts'),
      `export { answer, loadPolicies, maxTurnsOf, splitCommandLine } from '#guard-library';`,
    ],
    [core('src/policy/command-line.ts'), `export { splitCommandLine } from '#guard-library';`],
    ['unbash', `export { forEachChild, parse } from '#guard-library';`],
  ]);
  return {
    name: 'guard-library-as-file',
    resolveId: (id) => (id === '#guard-library' ? { id, external: true } : modules.has(id) ? id : null),
    load: (id) => modules.get(id) ?? null,
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'canonry-guard.mjs', source: library });
    },
  };
}
