import { FRESH, HOME } from './residual.js';
import { DEAD, type SubjectDomain } from './subject-domain.js';

/**
 * How a home directory may appear. `typical`: only one that no pattern spells, as a single unit TYPICAL_HOME, so that what
 * is found holds for every such home. `every`: any absolute path may turn out to be home, marked by HOME.
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

/** What the path is so far; added to the above. */
const ABSOLUTE = 8;
const BELOW_HOME = 16;

/** Paths with `/`, never with `..`. A text that begins with `~/` is no such path: that is the home directory. */
export function pathDomain(tool: string, home: HomeMode): SubjectDomain {
  const isAbsolute = tool === 'external_directory';
  return {
    start: START,
    step: (state, unit) => {
      if (unit === 0 || unit === FRESH) return DEAD;
      if (unit === TYPICAL_HOME) return state === START ? BELOW_HOME + AT_HOME : DEAD;
      if (unit === HOME) return state === ABSOLUTE + NAME ? BELOW_HOME + AT_HOME : DEAD;
      if (state === START && unit === SLASH) return ABSOLUTE + PART;
      if (state === START && isAbsolute) return DEAD;
      const place = placeAfter(state % ABSOLUTE, unit);
      return place === DEAD ? DEAD : state - (state % ABSOLUTE) + place;
    },
    ends: (state) => ![START, TWO_DOTS, AT_HOME].includes(state % ABSOLUTE),
    units: (state) => {
      if (home === 'typical' && state === START) return [DOT, SLASH, TILDE, TYPICAL_HOME];
      if (home === 'every' && state === ABSOLUTE + NAME) return [DOT, SLASH, HOME];
      return state === START ? [DOT, SLASH, TILDE] : [DOT, SLASH];
    },
  };
}

function placeAfter(place: number, unit: number): number {
  switch (place) {
    case START:
      return unit === TILDE ? ONLY_TILDE : placeAfter(PART, unit);
    case PART:
      if (unit === DOT) return ONE_DOT;
      return unit === SLASH ? PART : NAME;
    case ONE_DOT:
      if (unit === DOT) return TWO_DOTS;
      return unit === SLASH ? PART : NAME;
    case TWO_DOTS:
    case ONLY_TILDE:
      return unit === SLASH ? DEAD : NAME;
    case AT_HOME:
      return unit === SLASH ? PART : DEAD;
    default:
      return unit === SLASH ? PART : NAME;
  }
}
