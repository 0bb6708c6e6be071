import { readJson } from '@canonry/core/read-json';
import { parse } from 'yaml';
import { TOOLS } from './tools.js';

/**
 * What Gemini CLI does with these files, read from their text as it reads them: the front matter of an agent lists the
 * tools it has, and what its policies ask a person about can be opened by settings and by policies of the person.
 *
 * @type {import('@canonry/core').Target['decide']}
 */
export function decide(files, { agent, tool, input, home, project }) {
  // Who repeats a call is stopped by itself at some point; nobody is asked.
  if (tool === 'doom_loop') return { decision: 'allow' };
  // Tools for files take paths below the directory that it was started in.
  if (tool === 'external_directory') return { decision: 'deny' };
  if ((tool === 'read' || tool === 'edit') && isOutside(input, home, project)) return { decision: 'deny' };
  const known = TOOLS.find((one) => one.tool === tool);
  const offered = agent === undefined ? undefined : offeredTo(files, agent);
  if (offered !== undefined && !known?.names.some((name) => offered.includes(name))) return { decision: 'deny' };
  // A tool that we know nothing about may be one that nobody is asked about.
  const decision = known?.decision ?? 'allow';
  return { decision: decision === 'ask' && isOpened(files, known?.names ?? []) ? 'allow' : decision };
}

/**
 * The tools of an agent's own list. Without one it has those of the conversation that starts it, and so has whoever works
 * when there is no such agent.
 *
 * @param {import('@canonry/core').FileTree} files
 * @param {string} agent
 * @returns {readonly string[] | undefined}
 */
function offeredTo(files, agent) {
  const text = textAt(files, `.gemini/agents/${agent}.md`);
  const [, front] = /^---\r?\n([^]*?)\r?\n---(?:\r?\n|$)/.exec(text ?? '') ?? [];
  if (front === undefined) return undefined;
  try {
    const { tools } = parse(front);
    return Array.isArray(tools) && !tools.includes('*') ? tools : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a person has opened these tools for all conversations. Policies are not read: whoever wrote any may have opened
 * everything.
 *
 * @param {import('@canonry/core').FileTree} files
 * @param {readonly string[]} names
 */
function isOpened(files, names) {
  return ['', '~/'].some((place) => {
    if ([...files.keys()].some((path) => path.startsWith(`${place}.gemini/policies/`))) return true;
    const text = textAt(files, `${place}.gemini/settings.json`);
    const settings = text === undefined ? undefined : readJson(text);
    // What cannot be read may say anything.
    if (typeof settings === 'string') return true;
    const allowed = at(settings?.value, 'tools', 'allowed');
    const isNamed =
      Array.isArray(allowed) && allowed.some((entry) => names.some((name) => `${entry}(`.startsWith(`${name}(`)));
    return isNamed || at(settings?.value, 'general', 'defaultApprovalMode') === 'auto_edit';
  });
}

/**
 * @param {unknown} value
 * @param {readonly string[]} keys
 */
function at(value, ...keys) {
  return keys.reduce((inner, key) => (inner instanceof Map ? inner.get(key) : undefined), value);
}

/**
 * @param {import('@canonry/core').FileTree} files
 * @param {string} path
 */
function textAt(files, path) {
  const entry = files.get(path);
  return entry && new TextDecoder().decode(entry.bytes);
}

/**
 * @param {string} path
 * @param {string} home
 * @param {string} project
 */
function isOutside(path, home, project) {
  const full = path === '~' || path.startsWith('~/') ? home + path.slice(1) : path;
  return (
    full.split('/').includes('..') || (full.startsWith('/') && full !== project && !full.startsWith(`${project}/`))
  );
}
