import type { Policy } from '../agent.js';
import {
  atHome,
  decidePolicy,
  expandHome,
  mentionsHome,
  strictestOfAll,
  type PolicyDecision,
} from './decide-policy.js';
import { decideTexts, type Piece } from './decide-texts.js';
import { pathSubject } from './path-subject.js';
import { homePrefix } from './pattern.js';
import { isStricter } from './strictness.js';
import { textOf, type SubjectText } from './subject.js';

/** Decides about a path, or a set of paths, whether the home directory is known or not. */
export function decidePath(policy: Policy, pieces: SubjectText, home: string | undefined): PolicyDecision {
  const path = tidy(pieces);
  if (home === undefined) return decideAtEveryHome(policy, path);
  // Below the root a path has one slash.
  const place = home.replace(/\/+$/, '');
  return decidePlaced(atHome(policy, place), path, place);
}

/** One tidy path, or a set: what is unknown may climb anywhere, so only what follows the last hole is certain. */
function tidy(pieces: SubjectText): SubjectText {
  const text = textOf(pieces);
  const path = text === null ? null : pathSubject(text);
  if (path !== null) return [{ kind: 'text', text: path }];
  const end = textOf(pieces.slice(pieces.findLastIndex(({ kind }) => kind === 'any') + 1)) ?? '';
  const isCertain = text === null && !/(?:^|\/)\.{0,2}(?:\/|$)/.test(end.replace(/^\//, ''));
  return isCertain ? [{ kind: 'any' }, { kind: 'text', text: end }] : [{ kind: 'any' }];
}

/** No pattern speaks of home any more; neither may the path. */
function decidePlaced(policy: Policy, pieces: SubjectText, home: string): PolicyDecision {
  const [first, ...others] = pieces;
  if (first === undefined) return decidePolicy(policy, '');
  if (first.kind === 'any') return who(policy, decideTexts(policy, pieces));
  const text = expandHome(first.text, home);
  if (others.length === 0) return decidePolicy(policy, text);
  return who(policy, decideTexts(policy, [{ kind: 'text', text }, ...others]));
}

/** The strictest decision over all places that home can be: `/home/**` and `~/p/**` may be about the same file. */
function decideAtEveryHome(policy: Policy, pieces: SubjectText): PolicyDecision {
  const [first, ...others] = pieces;
  if (first === undefined) return decidePolicy(policy, '');
  const prefix = first.kind === 'text' ? homePrefix(first.text) : '';
  if (first.kind === 'text' && prefix !== '') {
    const rest: readonly Piece[] = [{ kind: 'text', text: first.text.slice(prefix.length) }, ...others];
    const deep = decideTexts(policy, [{ kind: 'text', text: '/' }, { kind: 'any' }, { kind: 'home' }, ...rest]);
    const atRoot = decideTexts(policy, [{ kind: 'home' }, ...rest]);
    return who(policy, isStricter(atRoot.action, deep.action) ? atRoot : deep);
  }
  const mayBeHome = mentionsHome(policy) && (first.kind === 'any' || first.text.startsWith('/'));
  if (first.kind === 'text' && others.length === 0 && !mayBeHome) return decidePolicy(policy, first.text);
  return who(policy, decideTexts(policy, pieces, { mayBeHome }));
}

/** The automaton forgets which rule a state came from; the text it found remembers. */
function who(policy: Policy, { text, home }: ReturnType<typeof decideTexts>): PolicyDecision {
  if (text === undefined) return strictestOfAll(policy);
  return decidePolicy(home === undefined ? policy : atHome(policy, home), text);
}
