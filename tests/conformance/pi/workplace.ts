import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileTree } from '@canonry/core';
import { writeFiles } from '../opencode/server.js';
import type { Model } from './model.js';

/** Directories that a Pi may use: a home that knows our model, and a project. */
export interface Workplace {
  readonly root: string;
  readonly home: string;
  readonly project: string;
  readonly remove: () => void;
}

export function makeWorkplace(model: Model, files: FileTree, homeFiles: FileTree = new Map()): Workplace {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'canonry-pi-')));
  const [home, project] = [join(root, 'home'), join(root, 'project')];
  writeFiles(home, homeFiles);
  writeFiles(home, personalFiles(model, homeFiles));
  writeFiles(project, files);
  return { root, home, project, remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The model, and a shell that does nothing: whatever is allowed to run is given to that. What canonry writes for a person stays. */
function personalFiles({ url }: Model, homeFiles: FileTree): FileTree {
  const models = {
    providers: { fake: { baseUrl: url, api: 'openai-completions', apiKey: 'dummy', models: [{ id: 'fake-model' }] } },
  };
  const written = homeFiles.get('.pi/agent/settings.json')?.bytes;
  const settings: object = JSON.parse(written === undefined ? '{}' : new TextDecoder().decode(written));
  return treeOf({
    '.pi/agent/models.json': JSON.stringify(models),
    '.pi/agent/settings.json': JSON.stringify({ ...settings, shellPath: '/bin/true', retry: { enabled: false } }),
  });
}

export function treeOf(texts: Readonly<Record<string, string>>): FileTree {
  const entries = Object.entries(texts);
  return new Map(entries.map(([path, text]) => [path, { bytes: new TextEncoder().encode(text), executable: false }]));
}

/** Tools that do nothing, as a package would bring them. */
export function extensionWith(names: readonly string[]): string {
  return `const parameters = { type: 'object', properties: {}, additionalProperties: true };
const execute = async () => ({ content: [{ type: 'text', text: 'ran' }], details: {} });
export default function (pi) {
  for (const name of ${JSON.stringify(names)})
    pi.registerTool({ name, label: name, description: name, parameters, execute });
}
`;
}
