import type { Finding, Host, HostTarget, RenderedTarget, Roster, Target } from '@canonry/core';
import { home, homePaths } from '@canonry/target-home';
import { systemd } from '@canonry/target-systemd';

/** What a host is made of: `-t host` stands for both. */
const HOST_TARGETS: readonly HostTarget[] = [home, systemd];

/** Of each part of a host, the paths that it may write below the root. */
export const HOST_OWNS: ReadonlyMap<string, readonly string[]> = new Map(
  HOST_TARGETS.map(({ name, owns }) => [name, owns]),
);

interface HostInput {
  readonly host: Host;
  readonly roster: Roster;
  /** All that accounts may name. */
  readonly harnesses: readonly Target[];
}

/** The whole tree of a host. The homes come first: units bind what is in them. */
export function renderHost(input: HostInput): {
  readonly rendered: readonly RenderedTarget[];
  readonly findings: readonly Finding[];
} {
  const homes = home.render({ ...input, homePaths: new Map() });
  const rest = systemd.render({ ...input, homePaths: homePaths(homes, input.harnesses) });
  return {
    rendered: [
      { target: home.name, owns: home.owns, outputs: homes.outputs },
      { target: systemd.name, owns: systemd.owns, outputs: rest.outputs },
    ],
    findings: [...homes.findings, ...rest.findings],
  };
}
