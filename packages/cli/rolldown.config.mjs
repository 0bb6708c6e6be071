import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'rolldown';

// One file, so that starting costs one read. Dynamic imports are inlined and still evaluated only when reached.
export default defineConfig({
  input: 'src/run.ts',
  platform: 'node',
  // mainFields: jsonc-parser's CommonJS build requires its parts by names that a bundle does not have.
  resolve: { conditionNames: ['@canonry/source', 'node', 'import', 'default'], mainFields: ['module', 'main'] },
  // Else the text of the guard library is repeated wherever it is used.
  optimization: { inlineConst: false },
  plugins: [licensesOfOthers()],
  output: { file: 'dist/canonry.js', format: 'esm', minify: true, comments: false, codeSplitting: false },
});

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
