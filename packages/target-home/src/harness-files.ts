import {
  renderTargets,
  type Account,
  type HostRenderInput,
  type OptionValue,
  type Rendered,
  type Roster,
  type Target,
  type TargetSection,
} from '@canonry/core';
import { homeRoster } from './home-roster.js';
import { sealFiles } from './seal-files.js';
import { wholeFiles } from './whole-files.js';

/** The layouts of the harnesses of an account, as they stand in a home directory. */
export function harnessFiles(account: Account, { roster, harnesses }: HostRenderInput): Rendered {
  const targets = harnesses.filter(({ name }) => account.harnesses.includes(name));
  const own = homeRoster(account, roster);
  const sections = targets.map((target) => [target.name, sectionOf(target, account, roster)] as const);
  const { rendered, findings } = renderTargets({
    roster: { ...own, project: { ...own.project, targets: new Map(sections) } },
    targets,
    pathPrefix: '',
    unattended: true,
  });
  const whole = wholeFiles(rendered);
  return {
    outputs: [...whole.outputs, ...sealFiles(targets, whole.outputs)],
    findings: [...findings, ...whole.findings],
  };
}

/** With the options that the project has for that harness, and with a guard wherever there is one. */
function sectionOf(target: Target, { name }: Account, { project }: Roster): TargetSection {
  // A target that names no levels knows them all.
  const hasGuard = target.enforcements?.includes('guard') ?? true;
  const options = new Map<string, OptionValue>(project.targets.get(target.name)?.options);
  // Where one agent has to be the main one, it is the one whose home this is.
  if (target.options.some((option) => option.name === 'primary')) options.set('primary', name);
  return { scope: 'user', enforcement: hasGuard ? 'guard' : 'declarative', options };
}
