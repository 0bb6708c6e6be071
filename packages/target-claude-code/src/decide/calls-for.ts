import type { Question } from '@canonry/core';

/** A tool of Claude Code and what it is asked to work on. */
export interface Call {
  readonly tool: string;
  readonly input: string;
}

/** The calls by which an agent can do what the question is about: it may use any of them. */
export function callsFor({ tool, input }: Question): readonly Call[] {
  const call = (name: string): Call => ({ tool: name, input });
  switch (tool) {
    case 'bash':
      return [call('Bash')];
    case 'read':
      return [call('Read')];
    case 'edit':
      return [call('Write'), call('Edit'), ...(/\.ipynb$/i.test(input) ? [call('NotebookEdit')] : [])];
    case 'external_directory':
      return [call('Read'), call('Write'), call('Edit')];
    case 'glob':
      return [call('Glob')];
    case 'grep':
      return [call('Grep')];
    case 'webfetch':
      return [call('WebFetch')];
    case 'websearch':
      return [call('WebSearch')];
    case 'question':
      return [call('AskUserQuestion')];
    case 'task':
      return [call('Agent')];
    case 'skill':
      return [call('Skill')];
    case 'todo':
      return [call('TaskCreate'), call('TaskUpdate')];
    // Listing is done with Bash; there is no tool for it.
    case 'list':
      return [];
    // Every other tool: one of its own that always runs, and one of a server that nothing names.
    case '*':
      return [call('ListAgents'), call('mcp__any__any')];
    default:
      // Behind a server's name an address is what it offers beside its tools.
      if (/^[a-z][\w+.-]*:/i.test(input) && isServer(tool))
        return RESOURCE_TOOLS.map((name) => ({ tool: name, input: tool }));
      // A server alone stands for a tool of it that has no policy of its own.
      return [call(/^mcp__.+?__/.test(tool) ? tool : `${tool}__any`)];
  }
}

function isServer(tool: string): boolean {
  return /^mcp__(?:(?!__).)+$/.test(tool);
}

/** They read from any server. */
export const RESOURCE_TOOLS: readonly string[] = [
  'ListMcpResourcesTool',
  'ReadMcpResourceDirTool',
  'ReadMcpResourceTool',
];
