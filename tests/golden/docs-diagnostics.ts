import { CATALOGUE, type CatalogueEntry } from '@canonry/core';

/** docs/diagnostics.md: one line a code, from the catalogue. */
export function describeDiagnostics(): string {
  const entries: [string, CatalogueEntry][] = Object.entries(CATALOGUE);
  const rows = entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { severity, message, fix }]) => `| \`${code}\` | ${severity} | ${cell(message)} | ${cell(fix)} |`);
  return `# Diagnostics

Every message that canonry can give. Generated from \`packages/core/src/diagnostic-catalogue.ts\` by \`npm run golden\`; edit it there.

An \`error\` means that nothing is written. A \`warning\` does not stop anything, except under \`--strict\`. An \`info\` is worth
knowing. Words in braces stand for what was found. Where canonry knows the exact edit ("did you mean …?"), the hint says
that instead of the general advice below.

| code | severity | what is wrong | what to do |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\{([a-z]+)\}/g, '*{$1}*');
}
