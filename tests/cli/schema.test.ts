import { expect, it } from 'vitest';
import { canonry } from './canonry.js';
import { REPOSITORY } from './installation.js';
import { project, read } from './project.js';

it.each([
  ['agent', 'packages/core/schema/agent.schema.json'],
  ['config', 'packages/core/schema/canonry.schema.json'],
  ['host', 'packages/core/schema/host.schema.json'],
  ['list', 'packages/cli/schema/list.schema.json'],
])('schema %s prints %s', (name, path) => {
  expect(canonry(['schema', name], { cwd: project() })).toEqual({
    code: 0,
    stdout: read(REPOSITORY, path),
    stderr: '',
  });
});
