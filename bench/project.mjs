import { appendFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A project of one tool on disk: its sources, and whatever a run adds to them. */
export function writeProject(directory, files) {
  // canonry asks whether it is in a Git work tree; nothing reads what is in there.
  write(directory, '.git/HEAD', '');
  for (const [path, text] of files) write(directory, path, text);
  const kept = new Set(['.git', ...files.map(([path]) => path.split('/')[0])]);
  const sources = new Set(files.map(([path]) => path));
  const outputsThere = () => sizesBelow(directory).filter(([path]) => !sources.has(path));
  return {
    directory,
    /** As it was before the first run. Some tools also write beside their sources. */
    removeOutputs: () => {
      for (const name of readdirSync(directory))
        if (!kept.has(name)) rmSync(join(directory, name), { recursive: true });
      for (const [path] of outputsThere()) rmSync(join(directory, path));
    },
    changeOne: () => appendFileSync(join(directory, files.at(-1)[0]), '- One line more.\n'),
    filesThere: () => sizesBelow(directory),
    outputsThere,
  };
}

function write(directory, path, text) {
  const file = join(directory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Every file and its size. */
function sizesBelow(directory, prefix = '') {
  return readdirSync(join(directory, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (path === '.git') return [];
    return entry.isDirectory() ? sizesBelow(directory, path) : [[path, statSync(join(directory, path)).size]];
  });
}
