/** `provider/id`: spelled once for all targets; each target translates it or refuses it. */
export const MODEL_NAME = /^[^\s/]+(?:\/[^\s/]+)+$/;

export function isModelName(text: string): boolean {
  return MODEL_NAME.test(text);
}
