import type { Agent, Enforcement, Roster, Scope, TextFile } from '@canonry/core';
import Handlebars from 'handlebars/runtime.js';
import { AGENTS_MD } from './agents-md-template.js';
import { DIRECTORIES } from './directories.js';
import { placeBelowHeading } from './markdown.js';

interface AgentsMdInput {
  readonly primary: Agent | undefined;
  readonly specialists: readonly Agent[];
  readonly enforcement: Enforcement;
  readonly scope: Scope;
}

const template = Handlebars.template(AGENTS_MD);

/** Who there is, and what all of them keep to. Other harnesses read it too, so it says nothing that is only true in Pi. */
export function agentsMd(
  { rules, context }: Roster,
  { primary, specialists, enforcement, scope }: AgentsMdInput,
): string {
  const directory = scope === 'user' ? '~/.pi/agent/agents/' : `${DIRECTORIES.project.config}agents/`;
  const text = template({
    isPersonal: scope === 'user',
    isGuarded: enforcement === 'guard',
    primary: primary && lineFor(primary),
    specialists: specialists
      .filter((agent) => agent !== primary)
      .map((agent) => ({ line: lineFor(agent), file: `${directory}${agent.name}.md` })),
    rules: rules.map(sectionFor),
    context: context.map(sectionFor),
  });
  return `${text.trimEnd()}\n`;
}

function lineFor({ name, displayName, description }: Agent): string {
  const title = displayName === undefined ? '' : `, ${displayName}`;
  return `\`${name}\`${title}: ${description}`;
}

function sectionFor({ name, text }: TextFile): string {
  return placeBelowHeading(text, name);
}
