// May agents do more than before? `node guard-a-change.js OLD NEW` exits with 1 if so: two directories with agents.
import { compareRosters, isWidened } from '@canonry/core';
import { loadRoster } from '@canonry/core/node';

const [old = import.meta.dirname, now = import.meta.dirname] = process.argv.slice(2);
const [before, after] = await Promise.all([old, now].map((source) => loadRoster({ source })));

const comparison = compareRosters(before.roster, after.roster);
for (const { kind, agent, tool, old: was, new: is, witness } of comparison.changes) {
  console.log(`${kind}: ${agent} ${tool} ${was ?? 'unspecified'} -> ${is ?? 'unspecified'}, as in ${witness}`);
}
process.exitCode = isWidened(comparison) ? 1 : 0;
