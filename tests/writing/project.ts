import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cleanOutputs, planRender, renderOutputs, type WritingOptions, type WritingOutcome } from '@canonry/core/node';

type Options = Partial<WritingOptions>;

/** A directory to render into, with the few things that tests do there. */
export interface Project {
  readonly root: string;
  readonly write: (path: string, text: string, mode?: number) => void;
  readonly writeBytes: (path: string, bytes: Uint8Array) => void;
  readonly link: (path: string, destination: string) => void;
  readonly read: (path: string) => string;
  readonly remove: (path: string) => void;
  /** Every path below the root but canonry's own, with what is there. */
  readonly tree: () => Readonly<Record<string, string>>;
  /** The same of canonry's own directory. */
  readonly ownTree: () => Readonly<Record<string, string>>;
  readonly render: (rendered: WritingOptions['rendered'], options?: Options) => Promise<WritingOutcome>;
  readonly check: (rendered: WritingOptions['rendered'], options?: Options) => Promise<WritingOutcome>;
  readonly clean: (options?: Options) => Promise<WritingOutcome>;
  readonly dispose: () => void;
}

export function makeProject(files: Readonly<Record<string, string>> = {}, root = newDirectory()): Project {
  const at = (path: string): string => join(root, path);
  const project: Project = {
    root,
    write(path, text, mode = 0o644) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), text);
      chmodSync(at(path), mode);
    },
    writeBytes: (path, bytes) => writeFileSync(at(path), bytes),
    link(path, destination) {
      mkdirSync(dirname(at(path)), { recursive: true });
      symlinkSync(destination, at(path));
    },
    read: (path) => readFileSync(at(path), 'utf8'),
    remove: (path) => rmSync(at(path), { recursive: true }),
    tree: () =>
      Object.fromEntries(Object.entries(describeTree(root)).filter(([path]) => !/^\.canonry(?:\/|$)/.test(path))),
    ownTree: () =>
      Object.fromEntries(Object.entries(describeTree(root)).filter(([path]) => path.startsWith('.canonry/'))),
    render: (rendered, options) => renderOutputs({ out: root, rendered, ...options }),
    check: (rendered, options) => planRender({ out: root, rendered, ...options }),
    clean: (options) => cleanOutputs({ out: root, ...options }),
    dispose: () => rmSync(root, { recursive: true, force: true }),
  };
  for (const [path, text] of Object.entries(files)) project.write(path, text);
  return project;
}

export function newDirectory(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'canonry-writing-')));
}

/** Every file with its mode and text, every link with its destination, every directory. */
function describeTree(root: string): Readonly<Record<string, string>> {
  const entries: [string, string][] = [];
  const pending = [''];
  for (let next = pending.pop(); next !== undefined; next = pending.pop())
    for (const name of readdirSync(join(root, next))) {
      const path = next === '' ? name : `${next}/${name}`;
      const stats = lstatSync(join(root, path));
      const mode = (stats.mode & 0o7777).toString(8);
      if (stats.isDirectory()) {
        entries.push([path, `directory ${mode}`]);
        pending.push(path);
      } else if (stats.isSymbolicLink()) entries.push([path, `link ${readlinkSync(join(root, path))}`]);
      else entries.push([path, `${mode} ${readFileSync(join(root, path), 'latin1')}`]);
    }
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export function codesOf({ diagnostics }: WritingOutcome): readonly string[] {
  return diagnostics.map(({ code }) => code);
}

/** The paths for which a plan has some action. */
export function pathsOf({ plan }: WritingOutcome, action: string): readonly string[] {
  return (plan?.changes ?? []).filter((change) => change.action === action).map(({ path }) => path);
}

/** Everything below the root, canonry's own directory too. */
export function wholeTree(project: Project): Readonly<Record<string, string>> {
  return { ...project.tree(), ...project.ownTree() };
}
