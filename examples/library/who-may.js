// Which agents may run a command line? `node who-may.js 'git push && ls'`
import { decideLine } from '@canonry/core';
import { splitCommandLine } from '@canonry/core/command-line';
import { loadRoster } from '@canonry/core/node';

const [line = 'git push && ls'] = process.argv.slice(2);
const { roster, diagnostics } = await loadRoster({ source: import.meta.dirname });

for (const { severity, message } of diagnostics) console.error(`${severity}: ${message}`);
for (const agent of roster.agents) {
  const { decision, parts } = decideLine(agent, line, splitCommandLine);
  console.log(`${agent.name}: ${decision ?? 'unspecified'}`);
  for (const part of parts) console.log(`  ${part.tool} ${part.subject}: ${part.decision ?? 'unspecified'}`);
}
