import type { FileTree } from '@canonry/core';
import type { Call } from './model.js';

/** Files with these texts, or with JSON. */
export function filesFrom(texts: Readonly<Record<string, unknown>>): FileTree {
  const encoder = new TextEncoder();
  const entries = Object.entries(texts).map(([path, text]): [string, string] => [
    path,
    typeof text === 'string' ? text : JSON.stringify(text),
  ]);
  return new Map(entries.map(([path, text]) => [path, { bytes: encoder.encode(text), executable: false }]));
}

/** An agent file with this `permission` key. */
export function agentText(permission: unknown, keys = ''): string {
  return `---\n${keys}permission: ${JSON.stringify(permission)}\n---\nHello\n`;
}

export function bash(command: string): Call {
  return { tool: 'bash', input: { command, description: command } };
}

export function read(filePath: string): Call {
  return { tool: 'read', input: { filePath, offset: 1, limit: 1 } };
}

export function write(filePath: string): Call {
  return { tool: 'write', input: { filePath, content: 'a' } };
}

export function patch(...lines: readonly string[]): Call {
  return {
    tool: 'apply_patch',
    input: { patchText: ['*** Begin Patch', ...lines, '*** End Patch'].join('\n') },
  };
}
