import type { ReportModel } from '@canonry/core/report';
import { PAGE_BODY, PAGE_SCRIPT, PAGE_STYLE, SCRIPT_HASH, STYLE_HASH } from './page-texts.js';

/** How every report begins. */
export const REPORT_START = '<!doctype html>\n<!-- Made by canonry report. -->\n';

// Nothing is loaded, nothing is sent, and no other script runs: not even one that got into the page with a name.
const POLICY = [
  "default-src 'none'",
  `script-src '${SCRIPT_HASH}'`,
  `style-src '${STYLE_HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The page as one file. What it shows is data in it, of which its script makes elements and never markup. */
export function reportHtml(model: ReportModel): string {
  return `${REPORT_START}<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Agents and what they may do</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
${PAGE_BODY}
<script type="application/json" id="model">${asData(model)}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

/** JSON that no reader of HTML takes for the end of the element, or for a comment in it. */
function asData(model: ReportModel): string {
  return JSON.stringify(model).replaceAll('<', '\\u003c');
}
