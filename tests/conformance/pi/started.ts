import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileTree, Scope } from '@canonry/core';
import { FLOOR, type Program } from './binary.js';
import type { Workplace } from './workplace.js';

interface Started {
  readonly program: Program;
  readonly files: FileTree;
  readonly scope: Scope;
  readonly place: Workplace;
}

/** The arguments with which Pi trusts the project and starts as its main agent. Before 0.79 there was no trust to give. */
export function asMain({ program, scope }: Pick<Started, 'program' | 'scope'>): readonly string[] {
  return program.version === FLOOR || scope === 'user' ? [] : ['--approve'];
}

/** Those with which the package that comes with Pi starts a subagent: its prompt behind the others, its tools and no more. */
export function asSubagent(name: string, { program, files, scope, place }: Started): readonly string[] {
  const path = `${scope === 'user' ? '.pi/agent' : '.pi'}/agents/${name}.md`;
  const text = new TextDecoder().decode(files.get(path)?.bytes);
  const [, front = '', body = ''] = /^---\n([^]*?)\n---\n([^]*)$/.exec(text) ?? [];
  const file = join(place.root, 'prompt.md');
  writeFileSync(file, body);
  const tools = /^tools: (.*)$/m.exec(front)?.[1] ?? '';
  const args = ['--append-system-prompt', file, '--tools', tools.replaceAll(', ', ',')];
  return [...asMain({ program, scope }), ...args];
}
