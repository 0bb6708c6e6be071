import { hasErrors } from '@canonry/core';
import { loadHosts } from '@canonry/core/node';
import type { PreparedRun } from '../prepare-render.js';

/** With what is wrong in the files of all hosts; what is only worth knowing is said where one of them is rendered. */
export async function withHostFiles(prepared: PreparedRun): Promise<PreparedRun> {
  const { loaded, roster, known, diagnostics } = prepared;
  if (hasErrors(loaded.diagnostics)) return prepared;
  const harnesses = known.filter(({ load }) => load !== undefined).map(({ name }) => name);
  const hosts = await loadHosts({ root: loaded.root, roster, harnesses });
  return {
    ...prepared,
    diagnostics: [...diagnostics, ...hosts.diagnostics.filter(({ severity }) => severity !== 'info')],
  };
}
