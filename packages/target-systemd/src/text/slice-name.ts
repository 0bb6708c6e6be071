/**
 * The name of an agent in the name of a slice, where a dash would be a slice within another. Names of agents have no
 * underscore, so that no two become one; the escape of systemd has a backslash, which is in no path that canonry writes.
 */
export function sliceName(agent: string): string {
  return `agents-${agent.replaceAll('-', '_')}.slice`;
}
