/** Agents of one name are merged, settings too, and plugins are code of its own. */
export const sealed: readonly string[] = ['.config/opencode/', '.opencode/'].flatMap((directory) => [
  ...['agent', 'agents', 'mode', 'modes', 'plugin', 'plugins', 'tool', 'tools'].map((name) => `${directory}${name}/`),
  ...['config.json', 'opencode.json', 'opencode.jsonc'].map((name) => directory + name),
]);
