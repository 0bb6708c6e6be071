/** Every place that decides something in Pi; it looks neither above the directory that it is started in nor at its Git work tree. */
export const reads: readonly string[] = [...placesIn('.pi/'), ...placesIn('.pi/agent/'), '~/.pi/agent/settings.json'];

function placesIn(directory: string): readonly string[] {
  const names = [
    'settings.json',
    'SYSTEM.md',
    'APPEND_SYSTEM.md',
    'agents/',
    ...['canonry-guard.ts', 'index.ts', 'index.js', 'package.json', '.gitignore', '.ignore', '.fdignore'].map(
      (name) => `extensions/${name}`,
    ),
    'canonry/',
  ];
  return names.map((name) => directory + name);
}
