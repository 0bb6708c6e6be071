// What any program has to pay for the same files, and nothing else: `floors.mjs (safe | plain | read) LIST`, in the directory
// that the paths of LIST, a JSON array of [path, size], are below.
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const [kind, list] = process.argv.slice(2);
const files = JSON.parse(readFileSync(list, 'utf8'));
const longest = Buffer.alloc(Math.max(...files.map(([, size]) => size)), 'x');

const directories = new Set(kind === 'read' ? [] : files.map(([path]) => dirname(path)));
for (const directory of directories) mkdirSync(directory, { recursive: true });
for (const [path, size] of files) {
  if (kind === 'read') readFileSync(path);
  else if (kind === 'plain') writeFileSync(path, longest.subarray(0, size));
  else writeSafely(path, longest.subarray(0, size));
}

/** After a crash, the file is the old one or the new one, and whole. */
function writeSafely(path, bytes) {
  const beside = `${path}.next`;
  const file = openSync(beside, 'wx');
  writeSync(file, bytes);
  fsyncSync(file);
  closeSync(file);
  renameSync(beside, path);
}
