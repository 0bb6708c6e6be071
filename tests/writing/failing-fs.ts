import { thisSystem, type WritingFs, type WritingSystem } from '@canonry/core/node';

type Call = keyof WritingFs;

/** Sees every call before it is made, and may throw in its place. `half` does the first half of a write. */
type Watcher = (call: Call, half: () => void) => void;

/** The same file system with somebody who watches. */
export function watchFs(fs: WritingFs, watch: Watcher): WritingFs {
  const seen =
    <Parameters extends readonly unknown[], Result>(call: Call, run: (...parameters: Parameters) => Result) =>
    (...parameters: Parameters): Result => {
      watch(call, () => undefined);
      return run(...parameters);
    };
  return {
    lstat: seen('lstat', fs.lstat),
    readFile: seen('readFile', fs.readFile),
    readLink: seen('readLink', fs.readLink),
    listDirectory: seen('listDirectory', fs.listDirectory),
    createFile: seen('createFile', fs.createFile),
    write(file, bytes, offset) {
      watch('write', () => void fs.write(file, bytes.subarray(0, Math.ceil(bytes.length / 2)), offset));
      return fs.write(file, bytes, offset);
    },
    setMode: seen('setMode', fs.setMode),
    setOwner: seen('setOwner', fs.setOwner),
    sync: seen('sync', fs.sync),
    close: seen('close', fs.close),
    makeDirectory: seen('makeDirectory', fs.makeDirectory),
    setDirectoryMode: seen('setDirectoryMode', fs.setDirectoryMode),
    makeLink: seen('makeLink', fs.makeLink),
    makeHardLink: seen('makeHardLink', fs.makeHardLink),
    rename: seen('rename', fs.rename),
    removeFile: seen('removeFile', fs.removeFile),
    removeDirectory: seen('removeDirectory', fs.removeDirectory),
    syncDirectory: seen('syncDirectory', fs.syncDirectory),
  };
}

/** This machine without waiting for the disk, which no test can see. */
export function quickSystem(): WritingSystem {
  const system = thisSystem();
  return { ...system, fs: { ...system.fs, sync: () => undefined, syncDirectory: () => undefined } };
}

/** Counts the calls of a run. */
export function countingSystem(base: WritingSystem): { readonly system: WritingSystem; readonly calls: Call[] } {
  const calls: Call[] = [];
  return { system: { ...base, fs: watchFs(base.fs, (call) => calls.push(call)) }, calls };
}

/** The call of some number fails, once. */
export function failingSystem(base: WritingSystem, number: number, code: string): WritingSystem {
  let count = 0;
  const watch: Watcher = (_, half) => {
    count += 1;
    if (count !== number) return;
    half();
    throw Object.assign(new Error(`${code}: injected`), { code });
  };
  return { ...mortal(base), fs: watchFs(base.fs, watch) };
}

/** A process that dies before the call of some number: from then on it does nothing at all, and others know it is dead. */
export function dyingSystem(base: WritingSystem, number: number): WritingSystem {
  let count = 0;
  const watch: Watcher = (_, half) => {
    count += 1;
    if (count < number) return;
    if (count === number) half();
    throw new Death();
  };
  return { ...mortal(base), fs: watchFs(base.fs, watch) };
}

/** Others than the dead. */
export function survivingSystem(base: WritingSystem): WritingSystem {
  return { ...base, mayRun: (other) => !other.start.startsWith(DEAD) && base.mayRun(other) };
}

/** A process that is over when its run is: it takes itself for alive, and nobody else does. */
export function mortal(base: WritingSystem): WritingSystem {
  const self = { ...base.self, start: `${DEAD}${base.unique()}` };
  return { ...base, self, mayRun: (other) => other.start === self.start || base.mayRun(other) };
}

export class Death extends Error {}

const DEAD = 'dead';
