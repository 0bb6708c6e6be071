// What would OpenCode be given, and what does it do with that? Nothing is written.
import { filesAlone, renderTargets } from '@canonry/core';
import { loadRoster, sha256 } from '@canonry/core/node';
import { opencode } from '@canonry/target-opencode';

const { roster, locate } = await loadRoster({ source: import.meta.dirname, targets: [opencode] });
const { rendered, findings } = renderTargets({ roster, targets: [opencode], pathPrefix: '' });

// A finding has a key; its line is looked up when somebody wants to see it.
for (const { severity, code, file, line } of await locate(findings))
  if (severity !== 'info') console.log(`${severity}[${code}] ${file}:${line}`);

const { files } = filesAlone(rendered, sha256);
for (const [path, { bytes }] of files) console.log(`${path}: ${bytes.length} bytes`);

for (const input of ['git diff HEAD', 'git push']) {
  const { decision } = opencode.decide(files, {
    agent: 'reviewer',
    role: 'subagent',
    tool: 'bash',
    input,
    trusted: true,
    home: '/home/me',
    project: '/home/me/project',
    pathPrefix: '',
    scope: 'project',
  });
  console.log(`${input}: ${decision}`);
}
