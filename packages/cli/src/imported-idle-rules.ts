import { entryOf, findingOf, lintPolicies, type Finding, type Imported } from '@canonry/core';

/** Rules that are imported, and that never decide here: `canonry explain` takes each of them for an error. */
export function findIdleRules({ agents }: Imported): readonly Finding[] {
  return agents.flatMap(({ agent, from }) =>
    lintPolicies([{ ...agent, file: from }])
      .filter(({ code }) => entryOf(code).severity === 'error')
      .map(({ message, hint, tool }) => {
        const parameters = {
          rule: `a rule of ${tool ?? '*'}`,
          harness: 'canonry',
          reason: message,
          advice: `it is imported all the same, and canonry explain refuses it; in agent.toml: ${hint}`,
        };
        return findingOf('import-no-effect', { file: from, agent: agent.name, tool }, parameters);
      }),
  );
}
