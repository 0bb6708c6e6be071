/** How an address can be spelled that is fetched for this text. */
export interface AddressForms {
  /** As whoever fetches it reads it: a rule about what is written there decides as well. */
  readonly plain?: string;
  /** The same page to most who fetch it: a rule about these holds it back, too, if it does not know the text itself. */
  readonly near: readonly string[];
}

/**
 * Host and scheme in small letters, without user, standard port, final dot, `..` and fragment, and with letters, digits and
 * `-._~` not escaped (RFC 3986, 6.2). Nothing of this for a text that is no address.
 */
export function addressForms(text: string): AddressForms {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return { near: [] };
  url.username = '';
  url.password = '';
  url.hash = '';
  if (url.search === '') url.search = '';
  url.hostname = url.hostname.replace(/\.$/, '');
  const plain = url.href.replaceAll(/%[\da-f]{2}/gi, unescaped);
  const bare = plain.replace(/^(https?:\/\/[^/?]+)\/$/, '$1');
  const spelled = bare === text ? bare : plain;
  const near = [plain, bare, ...[plain, bare].map((form) => form.replace(/^http:/, 'https:'))];
  const others = [...new Set(near)].filter((form) => form !== text && form !== spelled);
  return spelled === text ? { near: others } : { plain: spelled, near: others };
}

function unescaped(escape: string): string {
  const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  return /[\w\-.~]/.test(character) ? character : escape.toUpperCase();
}
