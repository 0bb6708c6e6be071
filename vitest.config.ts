import { defineConfig } from 'vitest/config';

// Tests run from the sources: no build has to come first, and coverage maps to what we wrote.
const source = { resolve: { conditions: ['@canonry/source'] }, ssr: { resolve: { conditions: ['@canonry/source'] } } };

// A limit only ends what hangs: no test is about how fast a machine is, and CI has busy ones.
const patient = 180_000;
// The nightly run asks for many more tries of each law.
const propertyTimeout = process.env['PROPERTY_RUNS'] === undefined ? 600_000 : 3_600_000;

export default defineConfig({
  test: {
    reporters: ['default', './scripts/count-reporter.mjs'],
    projects: [
      {
        ...source,
        test: { name: 'unit', include: ['packages/*/src/**/*.test.ts', 'bench/*.test.mjs'], testTimeout: patient },
      },
      { ...source, test: { name: 'golden', include: ['tests/golden/**/*.test.ts'], testTimeout: patient } },
      { ...source, test: { name: 'cli', include: ['tests/cli/**/*.test.ts'], testTimeout: patient } },
      { ...source, test: { name: 'editors', include: ['tests/editors/**/*.test.ts'], testTimeout: patient } },
      {
        ...source,
        test: { name: 'examples', include: ['tests/{examples,legacy}/**/*.test.ts'], testTimeout: patient },
      },
      {
        ...source,
        test: {
          name: 'packages',
          include: ['tests/packages/**/*.test.ts'],
          testTimeout: patient,
          hookTimeout: patient,
        },
      },
      {
        ...source,
        test: { name: 'properties', include: ['tests/properties/**/*.test.ts'], testTimeout: propertyTimeout },
      },
      { ...source, test: { name: 'writing', include: ['tests/writing/**/*.test.ts'], testTimeout: propertyTimeout } },
      {
        ...source,
        test: {
          name: 'conformance',
          include: ['tests/conformance/**/*.test.ts'],
          testTimeout: 3_600_000,
          hookTimeout: 300_000,
        },
      },
      {
        ...source,
        test: { name: 'system', include: ['tests/system/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 300_000 },
      },
      {
        ...source,
        test: { name: 'report', include: ['tests/report/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 300_000 },
      },
      {
        ...source,
        test: { name: 'host', include: ['tests/host/**/*.test.ts'], testTimeout: 3_600_000, hookTimeout: 600_000 },
      },
      {
        ...source,
        test: {
          name: 'host-vm',
          include: ['tests/host-vm/**/*.test.ts'],
          testTimeout: patient,
          hookTimeout: 3_600_000,
        },
      },
      { ...source, test: { name: 'slow', include: ['tests/slow/**/*.test.ts'], testTimeout: 600_000 } },
    ],
  },
});
