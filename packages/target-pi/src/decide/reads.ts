/** Every place that decides something in Pi; it looks neither above the directory that it is started in nor at its Git work tree. */
export const reads: readonly string[] = [...placesIn('.pi/'), ...placesIn('.pi/agent/'), '~/.pi/agent/settings.json'];

function placesIn(directory: string): readonly string[] {
  const names = [
    'settings.json',
    'SYSTEM.md',
    'APPEND_SYSTEM.md',
    'agents/',
    'extensions/canonry-guard.ts',
    'canonry/',
  ];
  return names.map((name) => directory + name);
}
