import type { Account, HostRenderInput, Rendered } from '@canonry/core';
import { withoutRepetitions } from '@canonry/core/reading';
import { askFindings } from './ask-findings.js';
import { gitFiles } from './git-files.js';
import { harnessFiles } from './harness-files.js';
import { mcpFile } from './mcp-file.js';
import { directoryOf } from './places.js';
import { shellFiles } from './shell-files.js';
import { sshFiles } from './ssh-files.js';

/** The home of each account. What several homes have in common is said once. */
export function render(input: HostRenderInput): Rendered {
  const homes = input.host.accounts.map((account) => renderHome(account, input));
  return {
    outputs: homes.flatMap(({ outputs }) => outputs),
    findings: withoutRepetitions(homes.flatMap(({ findings }) => findings)),
  };
}

function renderHome(account: Account, input: HostRenderInput): Rendered {
  const { host } = input;
  const layouts = harnessFiles(account, input);
  const outputs = [
    ...layouts.outputs,
    mcpFile(account),
    ...gitFiles(account, host.accounts),
    ...sshFiles(account),
    ...shellFiles(account),
  ];
  return {
    outputs: outputs.map((output) => ({ ...output, path: directoryOf(account) + output.path })),
    findings: [...layouts.findings, ...askFindings(account, input)],
  };
}
