import {
  findingOf,
  joinWords,
  userOf,
  type Account,
  type Agent,
  type Finding,
  type HostRenderInput,
} from '@canonry/core';

/** What agents ask about and are denied here, because nobody is there to answer. */
export function askFindings(account: Account, { host, roster }: HostRenderInput): readonly Finding[] {
  return roster.agents
    .filter(({ name }) => account.agents.includes(name))
    .flatMap((agent) => {
      const tools = agent.permissions.filter(isAsking).map(({ tool }) => tool);
      if (tools.length === 0) return [];
      const where = { file: host.file, agent: agent.name, target: 'home' };
      return [findingOf('asks-denied', where, { agent: agent.name, user: userOf(account), tools: joinWords(tools) })];
    });
}

function isAsking({ intent, rules }: Agent['permissions'][number]): boolean {
  return intent === 'ask' || rules.some(({ action }) => action === 'ask');
}
