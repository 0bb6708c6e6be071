/** The host that everything has which matches a pattern of addresses, if there is one. */
export function hostOf(pattern: string): string | undefined {
  const host = /^https?:\/\/([a-z\d-]+(?:\.[a-z\d-]+)*)(?::\d+)?(?:\/|$)/.exec(pattern)?.[1];
  if (host === undefined || !URL.canParse(`https://${host}`)) return undefined;
  // Some spellings of numbers are another host to whoever fetches it.
  return new URL(`https://${host}`).hostname === host ? host : undefined;
}

/**
 * Addresses at a host, as patterns, that are no other spelling of one that a rule about the host names: http is none but for
 * https, nor is the host alone. One port stands for all.
 */
export function addressesAt(host: string): readonly string[] {
  return [`https://${host}/?*`, `https://${host}:8443/*`];
}
