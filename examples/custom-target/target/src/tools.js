/**
 * A tool of agent.toml in Gemini CLI.
 *
 * @typedef {object} GeminiTool
 * @property {string} tool How agent.toml calls it.
 * @property {readonly string[]} names How Gemini CLI calls it.
 * @property {'allow' | 'ask'} decision What the policies that it comes with say about it.
 */

/** The tools that an agent can be given by name. What is not here, an agent with a list of tools does not have. */
/** @type {readonly GeminiTool[]} */
export const TOOLS = [
  { tool: 'read', names: ['read_file'], decision: 'allow' },
  { tool: 'list', names: ['list_directory'], decision: 'allow' },
  { tool: 'glob', names: ['glob'], decision: 'allow' },
  { tool: 'grep', names: ['grep_search'], decision: 'allow' },
  { tool: 'edit', names: ['replace', 'write_file'], decision: 'ask' },
  { tool: 'bash', names: ['run_shell_command'], decision: 'ask' },
  { tool: 'webfetch', names: ['web_fetch'], decision: 'ask' },
  { tool: 'websearch', names: ['google_web_search'], decision: 'allow' },
];
