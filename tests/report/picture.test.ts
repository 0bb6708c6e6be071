import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { REPOSITORY } from '../golden/cases.js';
import { PICTURE, PICTURE_OF, pictureOf } from '../golden/report-picture.js';
import { reportIn } from '../golden/report-project.js';
import { isUpdating } from '../golden/update.js';
import { startBrowser } from './browser.js';
import { onDisk } from './pages.js';
import { look, photograph } from './people.js';

const browser = await startBrowser();
afterAll(() => browser.close());

// Letters look different on every machine, so pictures are not compared: a test of the goldens says whether this one is of
// the page as it is now.
it('the six agents of this repository can be photographed for the README', async () => {
  const html = await reportIn(REPOSITORY);
  const page = await browser.open('about:blank');
  await look(page, { scheme: 'light', width: 1280, height: 1330 });
  await page.visit(onDisk('six', html));
  await photograph(page, 'six-agents');
  const { data = '' } = await page.send('Page.captureScreenshot', { format: 'webp', quality: 75 });
  if (isUpdating) {
    writeFileSync(join(REPOSITORY, PICTURE), Buffer.from(data, 'base64'));
    writeFileSync(join(REPOSITORY, PICTURE_OF), pictureOf(html));
  }
  expect(await page.evaluate("document.querySelectorAll('#matrix tbody tr').length")).toBe(6);
  expect(page.complaints).toEqual([]);
});
