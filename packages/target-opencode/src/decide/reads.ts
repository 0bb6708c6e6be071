/**
 * Every place that decides something in OpenCode; those below `~/` hold in every project. Its skills open their directories,
 * which says nothing about those above: nobody is asked about a directory of the same work tree.
 */
export const reads: readonly string[] = [
  'opencode.json',
  'opencode.jsonc',
  ...configDirectory('.opencode'),
  '../opencode.json',
  '../opencode.jsonc',
  ...configDirectory('../.opencode'),
  ...configDirectory('.config/opencode'),
  '.config/opencode/config.json',
  '.claude/skills/',
  '.agents/skills/',
  ...configDirectory('~/.config/opencode'),
  '~/.config/opencode/config.json',
  ...configDirectory('~/.opencode'),
  '~/.claude/skills/',
  '~/.agents/skills/',
];

/** Not all of it: OpenCode installs packages there. */
function configDirectory(path: string): readonly string[] {
  const names = ['opencode.json', 'opencode.jsonc', 'agent/', 'agents/', 'mode/', 'modes/', 'skill/', 'skills/'];
  return names.map((name) => `${path}/${name}`);
}
