import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listCases, renderCase, REPOSITORY } from './cases.js';
import { compareTrees, expectSameTree, readTree, writeTree } from '@canonry/core/testing';
import { isUpdating } from './update.js';

const cases = listCases();

describe('golden', () => {
  it.each(cases)('$name', async (item) => {
    const expected = await renderCase(item);
    if (isUpdating) writeTree(item.golden, expected);
    expectSameTree(readTree(item.golden), expected);
  });

  it('has no folder without an input', () => {
    const folder = join(REPOSITORY, 'golden');
    const known = new Set(cases.map(({ name }) => name));
    const orphans = readdirSync(folder).filter((name) => !known.has(name));
    if (isUpdating) for (const name of orphans) rmSync(join(folder, name), { recursive: true });
    expect(isUpdating ? [] : orphans).toEqual([]);
  });
});

describe('the comparison with golden/', () => {
  let copy = '';
  const original = join(REPOSITORY, 'golden/minimal');

  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'canonry-golden-'));
    cpSync(original, copy, { recursive: true });
  });

  afterEach(() => rmSync(copy, { recursive: true }));

  const compare = (): unknown => compareTrees(readTree(copy), readTree(original));
  const path = 'roster/agents/minimal/system-prompt.md';

  it('finds nothing in equal trees', () => {
    expect(compare()).toEqual([]);
  });

  it('finds one changed byte', () => {
    const bytes = Buffer.from(readTree(copy).get(path)?.bytes ?? []);
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    writeFileSync(join(copy, path), bytes);
    expect(compare()).toEqual([{ kind: 'content', path }]);
    expect(() => expectSameTree(readTree(copy), readTree(original))).toThrow(path);
  });

  it('finds an orphan', () => {
    writeFileSync(join(copy, 'roster/orphan.txt'), '');
    expect(compare()).toEqual([{ kind: 'orphan', path: 'roster/orphan.txt' }]);
    expect(() => expectSameTree(readTree(copy), readTree(original))).toThrow();
  });

  it('finds a missing file', () => {
    rmSync(join(copy, path));
    expect(compare()).toEqual([{ kind: 'missing', path }]);
    expect(() => expectSameTree(readTree(copy), readTree(original))).toThrow();
  });

  it('finds a changed mode', () => {
    chmodSync(join(copy, path), 0o755);
    expect(compare()).toEqual([{ kind: 'mode', path }]);
    expect(() => expectSameTree(readTree(copy), readTree(original))).toThrow();
  });
});
