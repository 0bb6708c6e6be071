import { createHash } from 'node:crypto';

/** The page of the six agents, as the README shows it; `npm run picture` makes it. */
export const PICTURE = 'docs/report.webp';
/** Which page that was. */
export const PICTURE_OF = 'docs/report.webp.sha256';

export function pictureOf(html: string): string {
  return `${createHash('sha256').update(html).digest('hex')}\n`;
}
