import type { Agent, Policy } from '@canonry/core';
import type { LoadedRoster } from '@canonry/core/node';
import { diagnosticToJson } from './diagnostic-json.js';

/** What `list --json` prints, as schema/list.schema.json describes it. */
export async function rosterToJson({
  roster,
  diagnostics,
}: Pick<LoadedRoster, 'roster' | 'diagnostics'>): Promise<object> {
  // Loading OpenSSL takes longer than anything else in this file.
  const { createHash } = await import('node:crypto');
  const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  return {
    agents: roster.agents.map((agent) => agentToJson(agent, sha256)),
    diagnostics: diagnostics.map(diagnosticToJson),
  };
}

function agentToJson(agent: Agent, sha256: (bytes: Uint8Array) => string): object {
  const prompt = Buffer.from(agent.prompt, 'utf8');
  return {
    name: agent.name,
    displayName: agent.displayName ?? null,
    mode: agent.mode,
    description: agent.description,
    tags: agent.tags,
    skills: agent.skills,
    context: agent.context,
    rules: agent.rules,
    maxTurns: agent.maxTurns ?? null,
    file: agent.file,
    systemPrompt: { bytes: prompt.length, sha256: sha256(prompt) },
    // fromEntries defines properties and never assigns them, so that no name is special.
    permissions: Object.fromEntries(agent.permissions.map(policyToJson)),
  };
}

function policyToJson({ tool, intent, rules }: Policy): [string, object] {
  return [tool, { intent, rules: rules.map(({ pattern, action }) => ({ pattern, action })) }];
}
