import { decide, type Agent, type Decision, type Finding, type OwnedCode } from '@canonry/core';
import { owned } from '../decide/decide.js';
import type { FilePlace } from './compile-files.js';
import { losses } from './losses.js';
import { strictestDecision, strictestTogether } from './strictest-decision.js';

interface Applies {
  /** The tool whose table the finding is shown at. */
  readonly tool: string;
  /** True if what OpenCode does by itself can differ from what the agent's definition says. */
  readonly to: (agent: Agent, place: FilePlace) => boolean;
}

const APPLIES: ReadonlyMap<OwnedCode, Applies> = new Map<OwnedCode, Applies>([
  ['owned-opencode-cd', { tool: 'bash', to: (agent) => holdsBackCommands(agent, ['cd', 'chdir', 'pushd', 'popd']) }],
  ['owned-opencode-assignment', { tool: 'bash', to: (agent) => holdsBack(intentOfShell(agent)) }],
  ['owned-opencode-builtin', { tool: 'bash', to: (agent) => holdsBackCommands(agent, BUILTINS) }],
  ['owned-opencode-redirect', { tool: 'bash', to: redirectsAreHeldBack }],
  ['owned-opencode-syntax', { tool: 'bash', to: (agent) => holdsBack(strictestDecision(agent, 'bash')) }],
  ['owned-opencode-raw-text', { tool: 'bash', to: (agent) => hasBorders(agent, 'bash') }],
  ['owned-opencode-whole-text', { tool: 'bash', to: (agent) => hasBorders(agent, 'bash') }],
  ['owned-opencode-file-arguments', { tool: 'bash', to: asksAboutArguments }],
  ['owned-opencode-address', { tool: 'webfetch', to: (agent) => hasBorders(agent, 'webfetch') }],
  [
    'owned-opencode-tool-output',
    { tool: 'external_directory', to: (agent) => holdsBack(decide(agent, 'external_directory', OUTPUT).decision) },
  ],
  ['owned-opencode-directory', { tool: 'external_directory', to: (agent) => hasBorders(agent, 'external_directory') }],
  ['owned-opencode-link', { tool: 'read', to: linksLeadElsewhere }],
  [
    'owned-opencode-work-tree',
    {
      tool: 'external_directory',
      to: (_, place) => holdsBack(place.leaving) && (place.scope === 'user' || place.pathPrefix !== ''),
    },
  ],
  ['owned-opencode-depth', { tool: 'task', to: mayStartWhenStarted }],
  ['owned-opencode-patch-move', { tool: 'edit', to: (agent) => hasBorders(agent, 'edit') }],
]);

const BUILTINS = ['export', 'declare', 'typeset', 'local', 'readonly', 'unset', 'unsetenv', '[', '[[', '(('];
const OUTPUT = '~/.local/share/opencode/tool-output/x';

/** The cases that concern an agent, in the order of the list. */
export function ownedFindings(agent: Agent, place: FilePlace): readonly Finding[] {
  return owned.flatMap((item) => {
    const applies = APPLIES.get(item.code);
    return applies?.to(agent, place) === true ? [losses.owned(agent, applies.tool, item)] : [];
  });
}

function holdsBack(decision: Decision): boolean {
  return decision === 'ask' || decision === 'deny';
}

function holdsBackCommands(agent: Agent, names: readonly string[]): boolean {
  return names.some(
    (name) =>
      holdsBack(decide(agent, 'bash', name).decision) ||
      holdsBack(decide(agent, 'bash', [{ kind: 'text', text: `${name} ` }, { kind: 'any' }]).decision),
  );
}

/** What holds for a line without any command. */
function intentOfShell(agent: Agent): Decision {
  const permissions = agent.permissions.map((policy) => ({ ...policy, rules: [] }));
  return decide({ ...agent, permissions }, 'bash', '').decision;
}

function redirectsAreHeldBack(agent: Agent): boolean {
  return ['edit', 'read'].some((tool) => holdsBack(strictestTogether(agent, tool, 'external_directory')));
}

/** A link can lead from a path that is open to one that is held back, or out of the project. */
function linksLeadElsewhere(agent: Agent): boolean {
  const isLeaving = holdsBack(strictestDecision(agent, 'external_directory'));
  return ['read', 'edit'].some((tool) => hasBorders(agent, tool)) || isLeaving;
}

/** Unless leaving the project is allowed, OpenCode asks about it where a command names a file. */
function asksAboutArguments(agent: Agent): boolean {
  const [shell, leaving] = [strictestDecision(agent, 'bash'), strictestDecision(agent, 'external_directory')];
  return (shell !== null || leaving !== null) && leaving !== 'allow';
}

/** Other agents start those that are not primary. */
function mayStartWhenStarted({ mode, permissions }: Agent): boolean {
  const policy = ['task', '*'].flatMap((name) => permissions.find(({ tool }) => tool === name) ?? [])[0];
  const actions = policy === undefined ? [] : [policy.intent, ...policy.rules.map(({ action }) => action)];
  return mode !== 'primary' && actions.some((action) => action !== 'deny');
}

/** True if rules of the tool decide otherwise than its intent: then it matters which text they meet. */
function hasBorders({ permissions }: Agent, tool: string): boolean {
  return permissions.some(
    (policy) => policy.tool === tool && policy.rules.some(({ action }) => action !== policy.intent),
  );
}
