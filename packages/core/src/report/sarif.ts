import { entryOf, type Severity } from '../diagnostic-catalogue.js';
import type { Diagnostic } from '../diagnostic.js';

/** Diagnostics as SARIF 2.1.0, for code scanning. Ends with a line end. */
export function formatSarif(diagnostics: readonly Diagnostic[], version: string): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].toSorted();
  const rules = codes.map((code) => {
    const { severity, message, fix } = entryOf(code);
    return {
      id: code,
      shortDescription: { text: message },
      help: { text: fix },
      defaultConfiguration: { level: LEVELS[severity] },
    };
  });
  const results = diagnostics.map((diagnostic) => ({
    ruleId: diagnostic.code,
    ruleIndex: codes.indexOf(diagnostic.code),
    level: LEVELS[diagnostic.severity],
    message: { text: diagnostic.hint === undefined ? diagnostic.message : `${diagnostic.message}; ${diagnostic.hint}` },
    ...locationsOf(diagnostic),
  }));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'canonry', version, rules } }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

function locationsOf({ file, line, column }: Diagnostic): object {
  if (file === undefined) return {};
  const uri = file.split('/').map(encodeURIComponent).join('/');
  const region = line === undefined ? {} : { region: { startLine: line, startColumn: column ?? 1 } };
  return { locations: [{ physicalLocation: { artifactLocation: { uri }, ...region } }] };
}
