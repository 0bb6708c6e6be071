import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from './browser.js';

/** How somebody looks at a page. */
export interface Look {
  readonly scheme: 'light' | 'dark';
  readonly width: number;
  readonly height?: number;
}

export const LOOKS: readonly Look[] = (['light', 'dark'] as const).flatMap((scheme) =>
  [1280, 400].map((width) => ({ scheme, width })),
);

export async function look(page: Page, { scheme, width, height = 900 }: Look): Promise<void> {
  const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
  await page.send('Emulation.setDeviceMetricsOverride', metrics);
  await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
}

const PICTURES = 'node_modules/.cache/canonry-report';

/** A picture of what is on the screen, for a person to look at. */
export async function photograph(page: Page, name: string): Promise<void> {
  const { data = '' } = await page.send('Page.captureScreenshot', { format: 'png' });
  mkdirSync(PICTURES, { recursive: true });
  writeFileSync(join(PICTURES, `${name}.png`), Buffer.from(data, 'base64'));
}

const KEYS = {
  Tab: { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 },
  Enter: { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
  Escape: { key: 'Escape', code: 'Escape', windowsVirtualKeyCode: 27 },
  ArrowRight: { key: 'ArrowRight', code: 'ArrowRight', windowsVirtualKeyCode: 39 },
  ArrowDown: { key: 'ArrowDown', code: 'ArrowDown', windowsVirtualKeyCode: 40 },
} as const;

export async function press(page: Page, name: keyof typeof KEYS): Promise<void> {
  await page.send('Input.dispatchKeyEvent', { type: 'keyDown', ...KEYS[name] });
  await page.send('Input.dispatchKeyEvent', { type: 'keyUp', ...KEYS[name] });
}

/** Waits until an expression is true in the page. */
export async function until(page: Page, expression: string): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    const look = () => (${expression} ? resolve() : setTimeout(look, 20));
    look();
  })`);
}
