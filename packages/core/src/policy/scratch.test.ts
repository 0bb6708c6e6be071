import { it } from 'vitest';
import { readFileSync } from 'node:fs';
import { parseAgent } from '../parse-agent.js';
import { lintPolicies } from './lint-policies.js';
import { locateFindings } from '../locate-findings.js';
import { formatDiagnostic } from '../format-diagnostic.js';
it('x',()=>{
  const names=['apollo','athena','calliope','chiron','chiron-forge','hermes'];
  const texts=new Map(names.map(n=>[`agents/${n}/agent.toml`,readFileSync(`agents/${n}/agent.toml`,'utf8')] as const));
  const agents=names.map(n=>parseAgent({file:`agents/${n}/agent.toml`,directory:n,toml:texts.get(`agents/${n}/agent.toml`)!,prompt:'x'}).agent!);
  for (let i=0;i<3;i++){const t=performance.now(); lintPolicies(agents); console.log('lint ms',performance.now()-t);}
  for (const d of locateFindings(lintPolicies(agents),texts)) console.log(d.file+':'+d.line, d.severity, d.code, d.message);
});
