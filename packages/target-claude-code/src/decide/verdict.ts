import type { OwnedCode } from '@canonry/core';

/** What the settings say about one call; the hooks and the mode come on top. */
export interface Verdict {
  /** `kept`: asked about whatever is allowed. `open`: nothing has been said. */
  readonly kind: 'denied' | 'asked' | 'kept' | 'allowed' | 'open';
  /** It changes nothing, so that it runs in plan mode too once a hook allows it. */
  readonly reads: boolean;
  /** Claude Code decides this by itself. */
  readonly owned?: OwnedCode;
}
