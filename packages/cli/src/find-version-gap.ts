import { findingOf, placeOfVersion, quote, type Finding, type Target } from '@canonry/core';
import type { FoundProgram } from './find-program.js';

/** The program on PATH is a version on which nobody has measured what canonry says of it. */
export function findVersionGap({ name, measured }: Target, found: FoundProgram | undefined): readonly Finding[] {
  if (measured === undefined || found?.version == null) return [];
  const place = placeOfVersion(found.version, measured);
  if (place === undefined || place === 'measured') return [];
  const { oldest, newest } = measured;
  const parameters = { target: name, version: quote(found.version), oldest, newest };
  return [findingOf(place === 'older' ? 'harness-too-old' : 'harness-newer', { file: '.', target: name }, parameters)];
}
