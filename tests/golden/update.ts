/** True under `npm run golden`. CI compares and never writes, whatever its environment says. */
export const isUpdating = process.env['UPDATE_GOLDEN'] === '1' && process.env['CI'] === undefined;
