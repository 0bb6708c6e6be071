import { appendFileSync } from 'node:fs';

/** What one test has compared; the script that starts the tests adds it all up. */
export interface Totals {
  readonly policies: number;
  readonly decisions: number;
  readonly mismatches: number;
}

export function report(totals: Totals): void {
  const file = process.env['CONFORMANCE_TOTALS'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(totals)}\n`);
  console.log(`policies ${totals.policies}, decisions ${totals.decisions}, mismatches ${totals.mismatches}`);
}

export const isNightly = process.env['CONFORMANCE_NIGHTLY'] === '1';
