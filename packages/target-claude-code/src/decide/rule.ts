/** One text of `permissions.allow`, `ask` or `deny`. */
export interface Rule {
  readonly tool: string;
  /** What stands in the parentheses; absent for the whole tool, which `Tool(*)` is too. */
  readonly content?: string;
  /** Written `Tool(*)`: in allow, what the tool reads or changes must then be in the project. */
  readonly isWild?: true;
  /** The directory that a leading `/` stands for: the one whose `.claude` holds the settings, or the user's `.claude` itself. */
  readonly root: string;
}

/** A rule that cannot be read is passed over, and says nothing. */
export function parseRule(text: unknown, root: string): Rule | undefined {
  if (typeof text !== 'string') return undefined;
  const [, tool, rawContent] = /^([^()\s][^()]*)(?:\((.*)\))?$/s.exec(text) ?? [];
  if (tool === undefined) return undefined;
  if (rawContent === undefined) return { tool, root };
  if (rawContent === '') return undefined;
  const content = rawContent.replaceAll(/\\([\\()])/g, '$1');
  return content === '*' ? { tool, root, isWild: true } : { tool, content, root };
}

/** Rules in one text, as front matter has them: divided at commas and spaces, but not in parentheses. */
export function divideRules(text: string): readonly string[] {
  return text.match(/(?:[^, (]|\((?:[^()\\]|\\.)*\))+/gs) ?? [];
}

/** True if the rule is about the whole tool. In deny and ask the name may hold `*`; in allow only below one MCP server. */
export function coversTool(rule: Rule, tool: string, list: 'allow' | 'ask' | 'deny'): boolean {
  if (rule.content !== undefined) return false;
  const name = rule.tool === 'Task' ? 'Agent' : rule.tool;
  if (name === tool) return true;
  // A server's name alone stands for all of its tools.
  if (/^mcp__(?:(?!__).)+$/.test(name) && tool.startsWith(`${name}__`)) return true;
  if (!name.includes('*')) return false;
  if (list === 'allow' && !/^mcp__[^*]+?__/.test(name)) return false;
  return new RegExp(`^${name.replaceAll(/[\\^$.+?()[\]{}|]/g, String.raw`\$&`).replaceAll('*', '.*')}$`, 's').test(
    tool,
  );
}
