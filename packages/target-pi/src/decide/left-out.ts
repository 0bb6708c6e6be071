import type { Place } from './place.js';

const NAME = 'canonry-guard.ts';
const PATH = `extensions/${NAME}`;

/** True if Pi passes over the guard, although it is there, and says nothing. In doubt it does. */
export function isLeftOut(place: Place): boolean {
  return isBesideAnIndex(place) || isIgnored(place) || isSwitchedOff(place);
}

/** Then the directory is one extension, and the other files in it are only parts of that. */
function isBesideAnIndex({ textAt }: Place): boolean {
  const manifest = valueAt(valueAt(parse(textAt('extensions/package.json')), 'pi'), 'extensions');
  if (Array.isArray(manifest) && manifest.length > 0)
    return !manifest.some((entry) => entry === NAME || entry === `./${NAME}`);
  return ['extensions/index.ts', 'extensions/index.js'].some((name) => textAt(name) !== undefined);
}

/** The last line that matches counts, as in Git, but only these files and not those above. */
function isIgnored({ textAt }: Place): boolean {
  const files = ['.gitignore', '.ignore', '.fdignore'].map((name) => textAt(`extensions/${name}`) ?? '');
  const lines = files.flatMap((text) => text.split(/\r?\n/)).map((line) => line.trim());
  return lines.reduce((isOut, line) => {
    if (line === '' || line.startsWith('#')) return isOut;
    if (line.startsWith('!')) return isOut && line.slice(1).replace(/^\//, '') !== NAME;
    return isOut || couldMatch(line.replace(/^(?:\*\*)?\//, ''), NAME);
  }, false);
}

/** By the settings: `!glob` takes it out, `+path` brings it back, `-path` takes it out whatever else is said. */
function isSwitchedOff({ textAt }: Place): boolean {
  const list = valueAt(parse(textAt('settings.json')), 'extensions');
  const entries = Array.isArray(list) ? list.filter((entry): entry is string => typeof entry === 'string') : [];
  const after = (sign: string): readonly string[] =>
    entries.filter((entry) => entry.startsWith(sign)).map((entry) => entry.slice(1).replace(/^\.\//, ''));
  if (after('-').some((path) => path === PATH || path.endsWith(`/${PATH}`))) return true;
  if (after('+').includes(PATH)) return false;
  return after('!').some((glob) => [PATH, NAME, `/${PATH}`].some((path) => couldMatch(glob, path)));
}

/** A glob, read generously: every sign that may stand for others stands for any text. */
function couldMatch(glob: string, path: string): boolean {
  const texts = glob.replace(/^[~/].*(?=\/extensions\/)/, '').split(/[^\w./-]+/);
  const source = texts.map((text) => text.replaceAll('.', '\\.')).join('.*');
  return new RegExp(`^${source}$`, 'i').test(path);
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse((text ?? '').replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}
