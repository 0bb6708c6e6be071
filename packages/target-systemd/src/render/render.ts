import { findingOf, userOf } from '@canonry/core';
import type { Account, Finding, HostRenderInput, Output, Rendered } from '@canonry/core';
import { INCIDENTS, SCRIPTS_DIRECTORY } from '../places.js';
import { sandboxFindings } from '../sandbox/sandbox-findings.js';
import { sandboxOf } from '../sandbox/sandbox-of.js';
import { agentUnits } from './agent-units.js';
import { hostFiles } from './host-files.js';
import { fileOf } from './outputs.js';
import { SCRIPTS } from './scripts.js';

/** Everything below the root of a host but its homes. A host without accounts has nothing. */
export function render({ host, roster, homePaths }: HostRenderInput): Rendered {
  const { accounts } = host;
  if (accounts.length === 0) return { outputs: [], findings: [] };
  const findings: Finding[] = [];
  const units: Output[] = [];
  for (const account of accounts) {
    const sandbox = sandboxOf(account, host, roster);
    findings.push(...reserved(account, host.file), ...sandboxFindings(account, sandbox, host, roster));
    units.push(...agentUnits({ account, host, sandbox, homePaths: homePaths.get(account.name) ?? [] }));
  }
  return { outputs: [...hostFiles(host), ...units, ...scripts(accounts)], findings };
}

function reserved(account: Account, file: string): readonly Finding[] {
  if (`/var/lib/${userOf(account)}` !== INCIDENTS) return [];
  const place = { kind: 'key', path: ['agents', account.name] } as const;
  return [findingOf('reserved-account', { file, place }, { account: account.name, directory: INCIDENTS })];
}

function scripts(accounts: readonly Account[]): readonly Output[] {
  const needed = accounts.some(({ ssh }) => ssh.enable)
    ? Object.entries(SCRIPTS)
    : [['copy-home', SCRIPTS['copy-home']]];
  return needed.map(([name = '', text = '']) => fileOf(SCRIPTS_DIRECTORY + name, text, true));
}
