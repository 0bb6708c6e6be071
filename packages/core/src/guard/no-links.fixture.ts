import type { GuardRequest, Place } from './request.js';

/** A file system in which every path leads to itself. */
const NO_LINKS: Place['files'] = { realpath: (path) => path, readlink: notALink };

function notALink(path: string): string {
  throw new Error(`not a link: ${path}`);
}

/** What `tester` asks for in a project without links, with a person beside it. */
export function requestFor(tool: string, subject: string, more: Partial<GuardRequest> = {}): GuardRequest {
  const place = { project: '/srv/project', home: '/home/tester', files: NO_LINKS };
  return { agent: 'tester', asks: [{ tool, subject }], place, canAsk: true, ...more };
}
