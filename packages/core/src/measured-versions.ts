/** The oldest and the newest version of a harness on which its model was measured. */
export interface MeasuredVersions {
  readonly oldest: string;
  readonly newest: string;
}

/** How what a program says of its version stands to what was measured; undefined where it says none. */
export function placeOfVersion(
  said: string,
  { oldest, newest }: MeasuredVersions,
): 'older' | 'measured' | 'newer' | undefined {
  const version = /\d+(?:\.\d+)+/.exec(said)?.[0];
  if (version === undefined) return undefined;
  if (compareVersions(version, oldest) < 0) return 'older';
  return compareVersions(version, newest) > 0 ? 'newer' : 'measured';
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  const count = Math.max(left?.length ?? 0, right?.length ?? 0);
  const differences = Array.from({ length: count }, (_, index) => (left?.[index] ?? 0) - (right?.[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
