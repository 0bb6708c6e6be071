/** True if OpenCode reads a pattern as we do, and an object of JavaScript does not move it to its front, where everything behind it decides. */
export function isSpeakable(pattern: string, tool: string): boolean {
  return isSpelledAlike(pattern, tool) && !/^\d{1,10}$/.test(pattern);
}

/** True if a pattern is the same text in OpenCode, which takes a backslash for a slash and expands the home directory for every tool. */
export function isSpelledAlike(pattern: string, tool: string): boolean {
  const isHome = /^(?:~$|~\/|\$HOME)/.test(pattern);
  const isOurHome = tool === 'external_directory' && /^(?:~|\$HOME)\//.test(pattern);
  return !pattern.includes('\\') && (!isHome || isOurHome);
}

/** A pattern that OpenCode reads as we do, and that matches all that another one matches, and a little more. */
export function coveringPattern(pattern: string): string {
  return pattern.replaceAll('\\', '?').replace(/^[~$\d]/, '?');
}
