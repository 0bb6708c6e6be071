/** The text, which has to be one line: what holds more should have been refused long before, and would be lines of its own here. */
export function oneLine(text: string): string {
  if (/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/.test(text)) throw new Error(`not one line: ${JSON.stringify(text)}`);
  return text;
}
