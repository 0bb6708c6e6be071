import type { Owner } from '../plan/snapshot.js';
import type { WritingFs } from './writing-fs.js';

/** Makes a file with these bytes and exactly this mode, whatever the umask, and waits until the disk has it. */
export function writeNewFile(fs: WritingFs, path: string, bytes: Uint8Array, mode: number, owner?: Owner): void {
  const file = fs.createFile(path);
  try {
    for (let offset = 0; offset < bytes.length;) offset += fs.write(file, bytes, offset);
    // Before the mode, of which a change of owner may take a part away.
    if (owner !== undefined) fs.setOwner(file, owner);
    fs.setMode(file, mode);
    fs.sync(file);
  } finally {
    fs.close(file);
  }
}
