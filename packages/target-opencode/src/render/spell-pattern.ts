/**
 * True if OpenCode reads a pattern as we do. It takes a backslash for a slash and expands the home directory in patterns of
 * every tool; and an object of JavaScript moves numbers to its front, where everything behind them decides.
 */
export function isSpeakable(pattern: string, tool: string): boolean {
  const isHome = /^(?:~$|~\/|\$HOME)/.test(pattern);
  const isOurHome = tool === 'external_directory' && /^(?:~|\$HOME)\//.test(pattern);
  return !pattern.includes('\\') && (!isHome || isOurHome) && !/^\d{1,10}$/.test(pattern);
}

/** A pattern that OpenCode reads as we do, and that matches all that another one matches, and a little more. */
export function coveringPattern(pattern: string): string {
  return pattern.replaceAll('\\', '?').replace(/^[~$\d]/, '?');
}
