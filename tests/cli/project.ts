import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A directory of its own for one test, with these files in it. */
export function project(files: Readonly<Record<string, string>> = {}): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'canonry-cli-')));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  chmodSync(directory, 0o755);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

/** Both files of a sound agent. */
export function agentFiles(name: string, permissions = ''): Readonly<Record<string, string>> {
  return {
    [`agents/${name}/agent.toml`]: `name = "${name}"\ndescription = "Does what ${name} does"\n${permissions}`,
    [`agents/${name}/system-prompt.md`]: `You are ${name}.\n`,
  };
}

/** The paths of all files below a directory, sorted. */
export function filesIn(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(directory, path)).isFile())
    .toSorted();
}

export function read(directory: string, path: string): string {
  return readFileSync(join(directory, path), 'utf8');
}
