const PATH_TOOLS = new Set(['Read', 'Edit']);
const WITH_CONTENT = new Set(['Bash', 'Read', 'Edit', 'Agent', 'Skill', 'WebFetch']);

/**
 * Why a text is no rule that we would write: Claude Code would pass over it, or read it otherwise than it looks. One value of a
 * wrong type would even make it discard the whole file; texts in these three lists never do.
 */
export function whyNotARule(text: string): string | undefined {
  const [, tool = '', content] = /^([A-Za-z][\w-]*)(?:\(([^]*)\))?$/.exec(text) ?? [];
  if (tool === '') return 'it names no tool';
  if (content === undefined)
    return tool === 'Edit' || tool === 'Write'
      ? 'it is about one of the tools that write, and not about the others'
      : undefined;
  if (content === '') return 'there is nothing in its parentheses';
  if (!WITH_CONTENT.has(tool)) return 'what stands in its parentheses is never looked at';
  if (/[()\\]/.test(content)) return 'what it matches depends on escapes';
  if (content === '*') return 'it is the whole tool in other words';
  if (tool === 'Bash' && content.endsWith(':*')) return 'a last :* stands for a blank and a star';
  return PATH_TOOLS.has(tool) ? whyNotAPath(content) : undefined;
}

function whyNotAPath(content: string): string | undefined {
  if (content.startsWith('!')) return 'it takes back what another rule says';
  if (/(?:^|\/)\.{1,2}\//.test(content)) return 'it is not anchored where it seems to be';
  if (/[{}[\]?]/.test(content)) return 'it is not read as a pattern of a shell';
  if (/^[^/~*][^/]*\/\*\*$/.test(content)) return 'in deny and ask it is any depth, in allow it is not';
  return undefined;
}
