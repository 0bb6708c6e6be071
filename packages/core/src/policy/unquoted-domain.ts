import { TYPICAL_HOME } from './path-domain.js';
import { DEAD, type SubjectDomain } from './subject-domain.js';

/** What a shell takes as it stands, in any word. */
export const SAFE_UNITS: readonly number[] = Array.from(
  '%+,-./0123456789:=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
  (character) => character.charCodeAt(0),
);

const SAFE: ReadonlySet<number> = new Set(SAFE_UNITS);
const SPACE = 0x20;
const EQUALS = 0x3d;

/** Words that a shell takes for syntax where a command begins. */
const RESERVED = 'case coproc do done elif else esac fi for function if in select then time until while'.split(' ');

/** Subjects that can be written without quotes and mean themselves: for bash words with single spaces, else one word, which may begin with `~/`. */
export function unquotedDomain(tool: string): SubjectDomain {
  return tool === 'bash' ? commandDomain() : ONE_WORD;
}

const ONE_WORD: SubjectDomain = {
  start: 0,
  step: (state, unit) => (SAFE.has(unit) || (state === 0 && unit === TYPICAL_HOME) ? 1 : DEAD),
  ends: (state) => state === 1,
  units: () => [],
};

const FIRST_WORD = 0;
const GAP = 1;
const OTHER_WORD = 2;
const PREFIXES = 3;

/** The first word must be neither a reserved word nor an assignment; one with `=` is quoted even where it need not be. */
function commandDomain(): SubjectDomain {
  const prefixes = [...new Set(RESERVED.flatMap((word) => Array.from(word, (_, length) => word.slice(0, length + 1))))];
  const stateOf = (prefix: string): number => {
    const index = prefixes.indexOf(prefix);
    return index === -1 ? FIRST_WORD : PREFIXES + 1 + index;
  };
  const prefixAt = (state: number): string => prefixes[state - PREFIXES - 1] ?? '';
  const ends = (state: number): boolean => state !== GAP && state !== PREFIXES && !RESERVED.includes(prefixAt(state));
  const step = (state: number, unit: number): number => {
    if (unit === SPACE) return ends(state) ? GAP : DEAD;
    if (!SAFE.has(unit)) return DEAD;
    if (state === GAP || state === OTHER_WORD) return OTHER_WORD;
    if (unit === EQUALS) return DEAD;
    return state === FIRST_WORD ? FIRST_WORD : stateOf(prefixAt(state) + String.fromCharCode(unit));
  };
  return { start: PREFIXES, step, ends, units: () => [SPACE, EQUALS] };
}
