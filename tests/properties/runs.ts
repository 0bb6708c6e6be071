const TRIES = Number(process.env['PROPERTY_RUNS'] ?? 2_000);

/** How often a law is tried, as a share of PROPERTY_RUNS. fast-check prints the seed of a failure; CI prints it always. */
export function runs(share: number): { readonly numRuns: number; readonly seed: number } {
  const seed = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 0x7fffffff);
  const numRuns = Math.max(1, Math.round(TRIES * share));
  console.log(`${numRuns} runs, seed ${seed}`);
  return { numRuns, seed };
}
