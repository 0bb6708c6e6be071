import { resolve } from 'node:path';
import type { Diagnostic, Finding, Host } from '@canonry/core';
import type { Io } from '../io.js';
import type { PreparedRun } from '../prepare-render.js';
import { runOptionsOf } from '../run-options.js';
import { isUsageProblem, type UsageProblem } from '../usage-problem.js';
import type { RunOptions } from '../write-outputs.js';
import type { HostValues } from './host-options.js';
import { lookAtMachine, type Machine } from './machine.js';
import { findOldSystemd } from './old-systemd.js';
import { isRootOfMachine, loadHost, nothingOf, renderLoadedHost, type LoadedHost } from './prepare-host.js';

/** A host, the machine that it is for, and what is to be written there. */
export interface HostRun {
  readonly found: LoadedHost & { readonly host: Host };
  readonly machine: Machine;
  readonly options: RunOptions;
}

/** A source with errors: there is nothing to compare a machine with. */
interface BrokenRun {
  readonly broken: readonly Diagnostic[];
  readonly root: string;
}

interface Kind {
  /** What there is to say about the machine, before anything is written. */
  readonly problems: (host: Host, machine: Machine) => readonly Finding[];
  /** The host as it is to be, of the one in the file. */
  readonly wanted?: (host: Host) => Host;
  /** Nothing of it is to be there. */
  readonly isClean?: (host: Host) => boolean;
}

/** Loads a host, renders it, and looks at its machine. */
export async function prepareHostRun(
  values: HostValues,
  { problems, wanted, isClean }: Kind,
  io: Io,
  signal?: AbortSignal,
): Promise<HostRun | BrokenRun | UsageProblem> {
  const root = rootOf(values, io);
  const found = await loadHost(values, io);
  if (isUsageProblem(found)) return found;
  const { host } = found;
  if (host === undefined) return { broken: found.diagnostics, root: found.loaded.root };
  const rendered =
    isClean?.(host) === true
      ? nothingOf(found, root)
      : await renderLoadedHost({ ...found, host: wanted?.(host) ?? host }, root, io);
  io.progress?.(`looking at ${root}`);
  const machine = lookAtMachine(root, host, io.programs);
  const own = await found.hosts.locate([...problems(host, machine), ...findOldSystemd(machine, host, io)]);
  // What is only worth knowing about a host is said where it is rendered.
  const diagnostics = [...rendered.diagnostics.filter(({ severity }) => severity !== 'info'), ...own];
  const prepared: PreparedRun = { ...rendered, diagnostics };
  const options = {
    ...runOptionsOf(prepared, { force: values.force, strict: values.strict, ...(signal && { signal }) }, io),
    isClean: isClean?.(host) === true,
    isMachine: true,
  };
  return { found: { ...found, host }, machine, options };
}

/** The directory that stands for `/` of the machine. */
function rootOf({ root = '/' }: HostValues, { cwd }: Io): string {
  const path = resolve(cwd, root);
  return isRootOfMachine(path) ? '/' : path;
}

export function isBroken(run: HostRun | BrokenRun): run is BrokenRun {
  return 'broken' in run;
}
