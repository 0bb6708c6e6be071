import { defineConfig } from 'vitest/config';

// Tests run from the sources: no build has to come first, and coverage maps to what we wrote.
const source = { resolve: { conditions: ['@canonry/source'] }, ssr: { resolve: { conditions: ['@canonry/source'] } } };

// The nightly run asks for many more tries of each law.
const propertyTimeout = process.env['PROPERTY_RUNS'] === undefined ? 60_000 : 3_600_000;

export default defineConfig({
  test: {
    reporters: ['default', './scripts/count-reporter.mjs'],
    projects: [
      { ...source, test: { name: 'unit', include: ['packages/*/src/**/*.test.ts'] } },
      { ...source, test: { name: 'golden', include: ['tests/golden/**/*.test.ts'], testTimeout: 30_000 } },
      { ...source, test: { name: 'cli', include: ['tests/cli/**/*.test.ts'], testTimeout: 30_000 } },
      { ...source, test: { name: 'editors', include: ['tests/editors/**/*.test.ts'], testTimeout: 60_000 } },
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
      { ...source, test: { name: 'slow', include: ['tests/slow/**/*.test.ts'], testTimeout: 600_000 } },
    ],
  },
});
