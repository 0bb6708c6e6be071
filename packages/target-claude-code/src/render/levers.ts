/** What the file of an agent says about what it may do: all that Claude Code lets one agent have for itself. */
export interface Levers {
  /** The only tools that it has; absent: all of them. */
  readonly tools?: readonly string[];
  /** Tools that it has not. */
  readonly disallowed: readonly string[];
  /** How it goes on where nothing is said, when another agent has started it. */
  readonly mode?: 'acceptEdits' | 'dontAsk';
}
