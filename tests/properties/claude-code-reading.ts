import type { Action, Agent, FileTree, Policy, Rule } from '@canonry/core';
import { policyOf } from '@canonry/core';
import { parse } from 'yaml';

/** What is emitted for Claude Code, as it stands there. This reading knows nothing of how it came to be. */
export interface Rendered {
  readonly rules: Readonly<Record<Action, readonly string[]>>;
  readonly agents: ReadonlyMap<string, FrontMatter>;
}

interface FrontMatter {
  readonly tools?: string;
  readonly disallowedTools?: string;
  readonly permissionMode?: string;
}

export function readRendered(files: FileTree): Rendered {
  const text = (path: string): string => new TextDecoder().decode(files.get(path)?.bytes);
  const agents = [...files.keys()].flatMap((path) => {
    const name = /^\.claude\/agents\/(.+)\.md$/.exec(path)?.[1];
    if (name === undefined) return [];
    const front: FrontMatter = parse(/^---\s*\n([^]*?)---\s*\n?/.exec(text(path))?.[1] ?? '');
    return [[name, front] as const];
  });
  const settings: { permissions?: Partial<Record<Action, string[]>> } = JSON.parse(
    text('.claude/settings.json') || '{}',
  );
  const { allow = [], ask = [], deny = [] } = settings.permissions ?? {};
  return { rules: { allow, ask, deny }, agents: new Map(agents) };
}

export interface Effective {
  readonly tool: string;
  readonly defined: Policy;
  readonly now: Policy;
  /** Another tool of theirs does the same: where this one may not, nothing is lost. */
  readonly isOneOfTwo: boolean;
}

/** For each tool of ours, what the definition says and what the agent has there, both as policies of ours. */
export function effectivePolicies(agent: Agent, rendered: Rendered): readonly Effective[] {
  const defined = (tool: string): Policy | undefined => {
    const source = policyOf(agent, tool);
    return source.kind === 'unspecified' ? undefined : { ...source.policy, tool };
  };
  const front = rendered.agents.get(agent.name) ?? {};
  const has = (name: string): boolean =>
    (front.tools === undefined || listOf(front.tools).includes(name)) && !listOf(front.disallowedTools).includes(name);
  const found: Effective[] = [];
  const add = (tool: string, name: string, otherwise: Action, spell: (content: string) => readonly string[]): void => {
    const policy = defined(tool);
    if (policy === undefined) return;
    const now = has(name) ? effective(tool, name, rendered.rules, otherwise, front, spell) : nothing(tool);
    found.push({ tool, defined: policy, now, isOneOfTwo: false });
  };
  add('bash', 'Bash', 'ask', commandPatterns);
  add('webfetch', 'WebFetch', 'ask', addressPatterns);
  add('websearch', 'WebSearch', 'ask', () => []);
  add('task', 'Agent', 'allow', namePatterns);
  add('skill', 'Skill', 'allow', namePatterns);
  add('todo', 'TaskCreate', 'allow', () => []);
  const edit = defined('edit');
  const opened = front.permissionMode === 'acceptEdits' ? 'allow' : 'ask';
  if (edit !== undefined) {
    const now = has('Write')
      ? effective('edit', 'Edit', rendered.rules, opened, front, insidePatterns)
      : nothing('edit');
    // Outside of the project nothing is open but what a rule names.
    found.push({ tool: 'edit', defined: inside(edit), now: inside(now), isOneOfTwo: false });
  }
  const leaving = defined('external_directory');
  if (leaving !== undefined)
    for (const name of ['Edit', 'Read'])
      if (has(name)) {
        const now = effective('external_directory', name, rendered.rules, 'ask', front, outsidePatterns);
        found.push({ tool: 'external_directory', defined: leaving, now, isOneOfTwo: name === 'Edit' && has('Read') });
      }
  return found;
}

function nothing(tool: string): Policy {
  return { tool, intent: 'deny', rules: [] };
}

function inside(policy: Policy): Policy {
  return { ...policy, rules: [...policy.rules, { pattern: '/*', action: 'deny' }] };
}

function effective(
  tool: string,
  name: string,
  rules: Rendered['rules'],
  otherwise: Action,
  { permissionMode }: FrontMatter,
  spell: (content: string) => readonly string[],
): Policy {
  const read = (list: readonly string[], action: Action, of = name): readonly Rule[] =>
    list.flatMap((text) => {
      const [, named, content] = /^(\w+)(?:\((.*)\))?$/s.exec(text) ?? [];
      if (named !== of) return [];
      return (content === undefined ? ['*'] : spell(content)).map((pattern) => ({ pattern, action }));
    });
  const unasked = permissionMode === 'dontAsk' ? 'deny' : 'ask';
  return {
    tool,
    intent: otherwise === 'ask' ? unasked : otherwise,
    rules: [
      ...read(rules.allow, 'allow'),
      ...read(rules.ask, unasked),
      ...read(rules.deny, 'deny'),
      // Who may not read a file cannot write it.
      ...(name === 'Edit' ? read(rules.deny, 'deny', 'Read') : []),
    ],
  };
}

/** `isolation:*` is about how an agent is started, and not about its name. */
function namePatterns(content: string): readonly string[] {
  return content.includes(':') ? [] : [content];
}

/** With several stars, the last one wants something behind its blank. */
function commandPatterns(content: string): readonly string[] {
  return [content.split('*').length > 2 && content.endsWith(' *') ? `${content}*` : content];
}

/** The project is below the root, so that all that is below the root is in it, too. */
function insidePatterns(content: string): readonly string[] {
  return content === '//**' ? ['*'] : pathPatterns(content);
}

/** What has this host, as far as patterns of ours can say it: any port, but not any user. */
function addressPatterns(content: string): readonly string[] {
  const host = content.slice('domain:'.length);
  return ['https', 'http'].flatMap((scheme) =>
    ['', ':8443'].flatMap((port) => [`${scheme}://${host}${port}`, `${scheme}://${host}${port}/*`]),
  );
}

/** Without the rules that are about the project. */
function outsidePatterns(content: string): readonly string[] {
  return /^(?:\/\/|~\/)/.test(content) ? pathPatterns(content) : [];
}

/** As .gitignore matches: below the project, `//` the root, `~/` the home; and all that is below a match. */
function pathPatterns(content: string): readonly string[] {
  const [, root = '', path = ''] = /^(\/\/|~\/|\/)(.*)$/s.exec(content) ?? [];
  const prefix = root === '//' ? '/' : root === '~/' ? '~/' : '';
  if (root === '') throw new Error(`not anchored: ${content}`);
  if (path === '**') return root === '//' ? ['/?*'] : [`${prefix}*`];
  const everywhere = /^((?:[^*]*\/)?)\*\*\/([^]+)$/.exec(path);
  const own = everywhere === null ? [path] : atAnyDepth(everywhere[1] ?? '', everywhere[2] ?? '');
  const isRooted = root === '//' && everywhere?.[1] === '';
  return own.flatMap((one) => {
    if (/\*./s.test(one.replace(/^[^*]*\*/, everywhere === null ? '*' : ''))) throw new Error(`not known: ${content}`);
    // At any depth of the file system is at any depth of the project, too.
    const starts = !isRooted ? [prefix] : one.startsWith('*') ? [''] : ['', prefix];
    return starts.flatMap((start) => [`${start}${one}`, `${start}${one}/*`]);
  });
}

// Two stars and a slash before x: x in the directory and in any below it. A star that follows is lost in them.
function atAnyDepth(directory: string, rest: string): readonly string[] {
  return rest.startsWith('*') ? [`${directory}${rest}`] : [`${directory}${rest}`, `${directory}*/${rest}`];
}

function listOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(', ');
}
