import { defineConfig } from 'rolldown';

// One file, so that starting costs one read. Dynamic imports are inlined and still evaluated only when reached.
export default defineConfig({
  input: 'src/run.ts',
  platform: 'node',
  // mainFields: jsonc-parser's CommonJS build requires its parts by names that a bundle does not have.
  resolve: { conditionNames: ['@canonry/source', 'node', 'import', 'default'], mainFields: ['module', 'main'] },
  output: { file: 'dist/canonry.js', format: 'esm', minify: true, codeSplitting: false },
});
