import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';
import { guardLibraryAsFile } from './rolldown.guard-library.mjs';

// Reading code costs more than running it here: `--version` and help read next to nothing, `render` and `check` one more file
// with all that they need, and other commands a few small ones.
export default defineConfig({
  input: 'src/run.ts',
  // The other chunks import from it, too; what it exports to others stays one function.
  preserveEntrySignatures: 'allow-extension',
  platform: 'node',
  // mainFields: jsonc-parser's CommonJS build requires its parts by names that a bundle does not have.
  resolve: {
    conditionNames: ['@canonry/source', 'node', 'import', 'default'],
    mainFields: ['module', 'main'],
    // The same code as ES modules, of which only what is used is taken; for Node its package names CommonJS.
    alias: { yaml: fileURLToPath(new URL('../browser/dist/index.js', import.meta.resolve('yaml'))) },
  },
  // Else the text of the guard library is repeated wherever it is used.
  optimization: { inlineConst: false },
  plugins: [guardLibraryAsFile(), licensesOfOthers()],
  output: {
    dir: 'dist',
    cleanDir: true,
    entryFileNames: 'canonry.js',
    chunkFileNames: '[name].js',
    format: 'esm',
    minify: true,
    comments: false,
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ debugName: 'starting or rendering', name: chunkOf }],
    },
  },
});

/** What everything starts with, and what `render` and `check` run on nearly every project; the rest falls into place. */
function chunkOf(id, bundle) {
  chunks ??= findChunks((module) => bundle.getModuleInfo(module) ?? {});
  return chunks.starting.has(id) ? 'starting' : chunks.rendering.has(id) ? 'rendering' : null;
}

let chunks;

function findChunks(infoOf) {
  const entry = fileIn('run.ts');
  const starting = reachedFrom([entry], (id) => infoOf(id).importedIds ?? []);
  const commands = ['commands/render.ts', 'commands/check.ts', 'find-usage-problem.ts', 'targets.ts'].map(fileIn);
  const rendering = reachedFrom(commands, (id) => {
    const { importedIds = [], dynamicallyImportedIds = [] } = infoOf(id);
    const often = dynamicallyImportedIds.filter((other) => !SELDOM.some((part) => other.includes(part)));
    return [...importedIds, ...often];
  });
  // Only the entry exports to the outside.
  starting.delete(entry);
  return { starting, rendering };
}

function reachedFrom(starts, next) {
  const reached = new Set(starts);
  for (const id of reached) for (const other of next(id)) reached.add(other);
  return reached;
}

function fileIn(path) {
  return join(import.meta.dirname, 'src', path);
}

/** Hosts, and what shows a difference. */
const SELDOM = ['/host/', '/node_modules/diff/'];

/** Writes dist/LICENSES.txt: the conditions of everything in the bundle that is not ours. */
function licensesOfOthers() {
  return {
    name: 'licenses-of-others',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((chunk) => Object.keys(chunk.modules ?? {}));
      const packages = [...new Set(modules.flatMap((path) => packageAround(path) ?? []))].toSorted();
      this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: packages.map(conditionsOf).join('\n\n') });
    },
  };
}

function packageAround(path) {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(path)?.[0];
}

function conditionsOf(directory) {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const file = readdirSync(directory).find((one) => /^licen[cs]e/i.test(one));
  if (file === undefined) throw new Error(`${name} has no license file`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(directory, file), 'utf8').trim()}\n`;
}
