import type { FileTree, ProjectTrust } from '@canonry/core';
import { isRecord } from './plain-value.js';
import { parseJson } from './settings.js';
import { textOf } from './text-of.js';

const RECORD = '.claude.json';

export const trust: ProjectTrust = {
  records: [RECORD],
  isTrusted,
  withoutTrust: (enforcement) =>
    enforcement === 'guard'
      ? {
          consequence:
            'the hooks of agents do not run, so that nothing holds those that are started in a directory below',
          opens: true,
        }
      : { consequence: 'what its settings allow is asked about', opens: false },
  advice: 'start `claude` there and say that you trust it',
};

/** What is trusted is the Git work tree as a whole, and without one this very directory. */
function isTrusted(records: FileTree, project: string, workTree = project): boolean {
  const value = parseJson(textOf(records, RECORD) ?? '');
  const projects = isRecord(value) ? value['projects'] : undefined;
  const known = isRecord(projects) && Object.hasOwn(projects, workTree) ? projects[workTree] : undefined;
  return isRecord(known) && known['hasTrustDialogAccepted'] === true;
}
