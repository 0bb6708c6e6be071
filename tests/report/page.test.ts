import axe from 'axe-core';
import { afterAll, describe, expect, it } from 'vitest';
import { reportOfSmallProject } from '../golden/report-project.js';
import { startBrowser, type Page } from './browser.js';
import { onDisk, reportOfMany } from './pages.js';
import { look, LOOKS, photograph, press, until } from './people.js';

const browser = await startBrowser();
afterAll(() => browser.close());

const small = onDisk('small', await reportOfSmallProject());

const FIRST_CELL = "document.querySelector('#matrix td button')";
const DIALOG = "document.querySelector('dialog')";

describe.each(LOOKS)('in $scheme, $width wide', (how) => {
  it('opens without asking for anything, without a complaint, and fits', async () => {
    const page = await opened(small);
    await photograph(page, `small-${how.scheme}-${how.width}`);
    expect(page.requests).toEqual([small]);
    expect(page.complaints).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });

  it('can be used by everybody, as far as axe can tell', async () => {
    const page = await opened(small);
    expect(await violations(page)).toEqual([]);
    await page.evaluate(`${FIRST_CELL}.click()`);
    await photograph(page, `small-cell-${how.scheme}-${how.width}`);
    expect(await violations(page)).toEqual([]);
    await page.evaluate(`${DIALOG}.close(); document.querySelector('#matrix th button').click()`);
    expect(await violations(page)).toEqual([]);
  });

  async function opened(url: string): Promise<Page> {
    const page = await browser.open('about:blank');
    await look(page, how);
    await page.visit(url);
    return page;
  }
});

describe('with the keyboard alone', () => {
  it('a cell is reached, opened and left, and the focus is where it was', async () => {
    const page = await browser.open(small);
    const isIn = (selector: string): Promise<unknown> =>
      page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`);
    for (let tabs = 0; tabs < 30 && (await isIn('#matrix td button')) === false; tabs += 1) await press(page, 'Tab');
    expect(await isIn('#matrix td button')).toBe(true);
    await press(page, 'ArrowRight');
    await press(page, 'ArrowDown');
    const here = "document.activeElement === document.querySelectorAll('#matrix tbody tr')[1].cells[2].firstChild";
    expect(await page.evaluate(here)).toBe(true);
    await press(page, 'Enter');
    expect(await page.evaluate(`${DIALOG}.open && ${DIALOG}.contains(document.activeElement)`)).toBe(true);
    expect(await page.evaluate(`${DIALOG}.querySelector('h2').textContent`)).toBe('reader: edit');
    await press(page, 'Escape');
    expect(await page.evaluate(`${DIALOG}.open`)).toBe(false);
    expect(await page.evaluate(here)).toBe(true);
  });
});

describe('the search', () => {
  it('leaves the agents that hold every word, and says how many', async () => {
    const page = await browser.open(small);
    await page.evaluate("document.querySelector('#query').focus()");
    await page.send('Input.insertText', { text: 'reads ~/PRIVATE' });
    await until(page, "document.querySelector('#count').textContent === '1 of 2 agents'");
    expect(await page.evaluate(names('#matrix tbody'))).toEqual(['reader']);
    expect(await page.evaluate(names('#roster'))).toEqual(['reader']);
    await page.send('Input.insertText', { text: ' nowhere' });
    await until(page, "document.querySelector('#count').textContent === '0 of 2 agents'");
  });
});

describe('what has changed', () => {
  it('stands before everything else, what widened first, and in words', async () => {
    const page = await browser.open(small);
    const first = "document.querySelector('main > section:not([hidden])')";
    expect(await page.evaluate(`${first}.id`)).toBe('changes');
    expect(await page.evaluate(`${first}.querySelector('h2').textContent`)).toBe(
      '▲ 7 permissions widened since before',
    );
    const rows = `[...${first}.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent).join(' | '))`;
    expect(await page.evaluate(`${rows}[0]`)).toBe('▲ WIDENED | builder | bash | deny | → allow | git push');
    expect(await page.evaluate(`${rows}.map((row) => row.split(' | ')[0])`)).toEqual([
      ...Array.from({ length: 7 }, () => '▲ WIDENED'),
      '▽ narrowed',
    ]);
  });
});

describe('texts of others', () => {
  it('make no element and run nothing', async () => {
    const page = await browser.open(small);
    await page.evaluate(
      `for (const button of document.querySelectorAll('#matrix button')) { button.click(); ${DIALOG}.close(); }`,
    );
    await page.evaluate("[...document.querySelectorAll('#matrix tbody tr')][0].cells[3].firstChild.click()");
    expect(await page.evaluate(`${DIALOG}.textContent.includes('<img src=x onerror=alert(1)>')`)).toBe(true);
    expect(await page.evaluate("document.querySelectorAll('img, i, b, textarea').length")).toBe(0);
    expect(await page.evaluate("document.querySelectorAll('script').length")).toBe(2);
    expect(page.complaints).toEqual([]);
  });

  it('are not run even where one got into the page as a script', async () => {
    const html = await reportOfSmallProject();
    const spoilt = html.replace(
      '</body>',
      '<script>window.ran = true</script><img src="x" onerror="window.ran = true"></body>',
    );
    const page = await browser.open(onDisk('spoilt', spoilt));
    await until(page, "document.readyState === 'complete'");
    expect(await page.evaluate('window.ran === undefined')).toBe(true);
    expect(page.complaints.join('\n')).toContain('Content Security Policy');
    // Not the page's own script either, once somebody changed it.
    const changed = html.replace('</script>\n</body>', ';window.ran = true</script>\n</body>');
    const other = await browser.open(onDisk('changed', changed));
    expect(
      await other.evaluate("window.ran === undefined && document.querySelector('#summary').textContent === ''"),
    ).toBe(true);
  });
});

describe('five hundred agents', () => {
  it('are one page of bounded size that makes only what is looked at', async () => {
    const html = await reportOfMany(500);
    expect(html.length).toBeLessThan(4_000_000);
    const begun = performance.now();
    const page = await browser.open(onDisk('many', html));
    const open = performance.now() - begun;
    const size = (): Promise<unknown> => page.evaluate("document.querySelectorAll('*').length");
    expect(await page.evaluate("document.querySelectorAll('#matrix tbody tr').length")).toBe(50);
    expect(await size()).toBeLessThan(8_000);
    await page.evaluate("document.querySelector('#matrix > .more').click()");
    expect(await page.evaluate("document.querySelectorAll('#matrix tbody tr').length")).toBe(100);
    const typed = performance.now();
    await page.evaluate("document.querySelector('#query').focus()");
    await page.send('Input.insertText', { text: 'job-499' });
    await until(page, "document.querySelector('#count').textContent === '1 of 500 agents'");
    console.log(
      `500 agents: ${html.length} bytes, open in ${Math.round(open)} ms, found in ${Math.round(performance.now() - typed)} ms`,
    );
    expect(await page.evaluate(names('#matrix tbody'))).toEqual(['agent-499']);
    await photograph(page, 'many');
    await page.evaluate("document.querySelector('#query').select(); document.execCommand('delete')");
    await until(page, "document.querySelector('#count').textContent === '500 of 500 agents'");
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.evaluate("document.querySelectorAll('#matrix tbody tr').length")).toBe(500);
    expect(page.complaints).toEqual([]);
  });
});

function names(place: string): string {
  return `[...document.querySelectorAll('${place} .name')].map((name) => name.textContent)`;
}

async function violations(page: Page): Promise<unknown> {
  await page.evaluate(`${axe.source}; undefined`);
  return page.evaluate(
    'axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))',
  );
}
