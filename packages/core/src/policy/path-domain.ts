import { FRESH, HOME } from './residual.js';
import { DEAD, type SubjectDomain } from './subject-domain.js';

/**
 * How a home directory may appear. `typical`: only one that no pattern spells, as a single unit TYPICAL_HOME; what is
 * found is then tried at all such homes. `every`: any absolute path may turn out to be home, marked by HOME.
 */
export type HomeMode = 'none' | 'typical' | 'every';

/** Stands for the units of TYPICAL_HOME_UNITS at the start of a path. */
export const TYPICAL_HOME = FRESH + 1;
export const TYPICAL_HOME_UNITS: readonly number[] = [0x2f, FRESH, HOME];

const SLASH = 0x2f;
const DOT = 0x2e;
const TILDE = 0x7e;

/** Where in a part of the path the text stands. */
const START = 0;
const PART = 1;
const ONE_DOT = 2;
const TWO_DOTS = 3;
const NAME = 4;
const AT_HOME = 5;
const ONLY_TILDE = 6;
/** `/`, or `.`, the project root. */
const ROOT = 7;

/** What the path is so far; added to the above. */
const ABSOLUTE = 8;
const BELOW_HOME = 16;

/** Tidy paths, as `pathSubject` makes them. A text that begins with `~/` is no such path: that is the home directory. */
export function pathDomain(tool: string, home: HomeMode): SubjectDomain {
  const isAbsolute = tool === 'external_directory';
  return {
    start: START,
    step: (state, unit) => {
      if (unit === 0 || unit === FRESH) return DEAD;
      if (unit === TYPICAL_HOME) return state === START ? BELOW_HOME + AT_HOME : DEAD;
      // At the start: the home directory of a service may be the root, and then `~/` is the root too.
      if (unit === HOME && state === START) return BELOW_HOME + START;
      if (unit === HOME) return state === ABSOLUTE + NAME ? BELOW_HOME + AT_HOME : DEAD;
      if (state === BELOW_HOME + START) return unit === SLASH ? BELOW_HOME + ROOT : DEAD;
      if (state === START && unit === SLASH) return ABSOLUTE + ROOT;
      if (state === START && isAbsolute) return DEAD;
      const place = placeAfter(state, unit);
      return place === DEAD ? DEAD : state - (state % ABSOLUTE) + place;
    },
    ends: (state) => [NAME, ONLY_TILDE, ROOT].includes(state % ABSOLUTE),
    units: (state) => {
      if (home === 'typical' && state === START) return [DOT, SLASH, TILDE, TYPICAL_HOME];
      if (home === 'every' && state === ABSOLUTE + NAME) return [DOT, SLASH, HOME];
      if (home === 'every' && state === START) return [DOT, SLASH, TILDE, HOME];
      return state === START ? [DOT, SLASH, TILDE] : [DOT, SLASH];
    },
  };
}

function placeAfter(state: number, unit: number): number {
  const place = state % ABSOLUTE;
  switch (place) {
    case START:
      if (unit === DOT) return ROOT;
      return unit === TILDE ? ONLY_TILDE : NAME;
    case AT_HOME:
      return unit === SLASH ? PART : DEAD;
    case NAME:
      return unit === SLASH ? PART : NAME;
    default:
      if (unit === SLASH) return DEAD;
      return unit === DOT ? placeAfterDot(state) : NAME;
  }
}

/** A part of one or two dots is no name; one of three is. */
function placeAfterDot(state: number): number {
  switch (state % ABSOLUTE) {
    case PART:
      return ONE_DOT;
    case ROOT:
      return state < ABSOLUTE ? TWO_DOTS : ONE_DOT;
    case ONE_DOT:
      return TWO_DOTS;
    default:
      return NAME;
  }
}
