import { expect, it } from 'vitest';
import { placeOfVersion } from './measured-versions.js';

it.each([
  ['2.1.196', 'older'],
  ['2.1.197', 'measured'],
  ['2.1.329 (Claude Code)', 'measured'],
  ['v2.1.329.1', 'newer'],
  ['2.2', 'newer'],
  ['10.0.0', 'newer'],
  ['unknown', undefined],
])('%j is %j', (said, place) => {
  expect(placeOfVersion(said, { oldest: '2.1.197', newest: '2.1.329' })).toBe(place);
});
