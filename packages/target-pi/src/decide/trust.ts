import type { FileTree, ProjectTrust } from '@canonry/core';

const SAVED = '.pi/agent/trust.json';
const SETTINGS = '.pi/agent/settings.json';

export const trust: ProjectTrust = {
  records: [SAVED, SETTINGS],
  isTrusted,
  withoutTrust: () => ({
    consequence: 'it leaves out what is rendered for it, and nothing holds the agents',
    opens: true,
  }),
  advice: 'start it there with `pi --approve`, or save the trust with /trust, which the agents that it starts need too',
};

/** The decision that is saved for the nearest directory counts, and without any the setting for all projects. */
function isTrusted(records: FileTree, project: string): boolean {
  const saved = objectIn(records, SAVED);
  for (let directory = project; directory !== ''; directory = directory.slice(0, directory.lastIndexOf('/'))) {
    const decision = saved[directory];
    if (typeof decision === 'boolean') return decision;
  }
  return saved['/'] === true || objectIn(records, SETTINGS)['defaultProjectTrust'] === 'always';
}

function objectIn(records: FileTree, path: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(records.get(path)?.bytes));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
