import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTree } from '@canonry/core/testing';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { PAGE_BODY, PAGE_SCRIPT, PAGE_STYLE } from '../../packages/cli/src/report/page-texts.js';
import { REPOSITORY } from './cases.js';
import { PICTURE, PICTURE_OF, pictureOf } from './report-picture.js';
import { modelIn, reportIn, reportOfSmallProject } from './report-project.js';
import { isUpdating } from './update.js';

const html = await reportOfSmallProject();

describe('what canonry report makes of a small project', () => {
  it('is this data', async () => {
    expectFile('model.json', await format(JSON.stringify(modelIn(html)), { parser: 'json', printWidth: 180 }));
  });

  it('is this page, apart from what is the same on every page', () => {
    const data = /(?<=id="model">)[^<]*/.exec(html)?.[0] ?? expect.fail();
    const frame = [data, PAGE_SCRIPT, PAGE_STYLE, PAGE_BODY].reduce((text, part) => text.replace(part, () => '…'), html);
    expectFile('page.html', frame);
  });

  it('is the same twice', async () => expect(await reportOfSmallProject()).toBe(html));

  it('holds nothing that moves or hides text, and no secret', () => {
    expect(/[^\P{C}\n]|\p{Zl}|\p{Zp}/u.exec(html.replaceAll(PAGE_SCRIPT, ''))).toBeNull();
    expect(html).not.toContain('abcdef0123456789');
  });
});

it('lines that are said to be emitted stand there', async () => {
  const { lines } = modelIn(await reportIn(REPOSITORY));
  const trees = ['opencode', 'claude-code', 'pi'].map((target) => readTree(join(REPOSITORY, 'golden/agents', target)));
  const wrong = lines.filter(({ path, line, text }) => {
    const bytes = trees.flatMap((tree) => tree.get(path)?.bytes ?? [])[0];
    const there = new TextDecoder().decode(bytes).split('\n').slice(line - 1, line - 1 + text.split('\n').length);
    return there.join('\n') !== text;
  });
  expect(wrong).toEqual([]);
  expect(new Set(lines.map(({ path }) => path))).toEqual(
    new Set([
      ...['apollo', 'athena', 'calliope', 'chiron', 'chiron-forge', 'hermes'].map((name) => `.opencode/agent/${name}.md`),
      ...['apollo', 'athena', 'calliope', 'chiron', 'hermes'].map((name) => `.claude/agents/${name}.md`),
      '.claude/settings.json',
      '.pi/canonry/policies.json',
    ]),
  );
});

it('the picture in the README is of the page as it is; npm run picture makes another', async () => {
  const html = await reportIn(REPOSITORY);
  expect(pictureOf(html)).toBe(readFileSync(join(REPOSITORY, PICTURE_OF), 'utf8'));
  expect(readFileSync(join(REPOSITORY, PICTURE)).subarray(8, 12).toString()).toBe('WEBP');
  expect(readFileSync(join(REPOSITORY, 'README.md'), 'utf8')).toContain(`](${PICTURE})`);
});

function expectFile(name: string, text: string): void {
  const file = join(REPOSITORY, 'tests/golden/report/expected', name);
  if (isUpdating) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}
