import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ORDINARY_PLACE } from '@canonry/core/testing';
import { geminiCli } from '../src/index.js';

/** @param {Readonly<Record<string, string>>} texts */
function filesOf(texts) {
  const encoder = new TextEncoder();
  return new Map(
    Object.entries(texts).map(([path, text]) => [path, { bytes: encoder.encode(text), executable: false }]),
  );
}

/**
 * @param {Readonly<Record<string, string>>} texts
 * @param {string} tool
 */
function decided(texts, tool, input = '') {
  const question = { ...ORDINARY_PLACE, agent: 'a', role: /** @type {const} */ ('subagent'), tool, input };
  return geminiCli.decide(filesOf(texts), question).decision;
}

const AGENT = '.gemini/agents/a.md';
const READER = { [AGENT]: '---\nname: a\ndescription: Reads\ntools:\n  - read_file\n---\nYou read.\n' };
const WRITER = { [AGENT]: '---\nname: a\ndescription: Writes\ntools: [write_file, run_shell_command]\n---\n' };

test('an agent has what its list names, and nothing else', () => {
  assert.equal(decided(READER, 'read', 'src/a.txt'), 'allow');
  for (const tool of ['edit', 'bash', 'grep', 'webfetch', 'task', 'skill', 'todo', 'mcp__any', '*'])
    assert.equal(decided(READER, tool), 'deny');
  assert.equal(decided({ [AGENT]: READER[AGENT].replace('  - read_file', '  []') }, 'read', 'a'), 'deny');
});

test('without a list, or without the agent, everything is as Gemini CLI comes', () => {
  const open = { [AGENT]: '---\nname: a\ndescription: Does\n---\n' };
  const all = { [AGENT]: "---\nname: a\ndescription: Does\ntools: ['*']\n---\n" };
  for (const files of [{}, open, all, { [AGENT]: 'no front matter\n' }]) {
    assert.equal(decided(files, 'read', 'a'), 'allow');
    assert.equal(decided(files, 'bash', 'ls'), 'ask');
    assert.equal(decided(files, 'todo'), 'allow');
  }
});

test('files outside of the project are out of reach', () => {
  for (const path of ['/etc/passwd', '~/notes.md', '../a', `${ORDINARY_PLACE.project}-2/a`])
    assert.equal(decided(READER, 'read', path), 'deny');
  assert.equal(decided(READER, 'read', `${ORDINARY_PLACE.project}/a`), 'allow');
});

test('a person can open what is asked about, but gives no agent a tool', () => {
  /** @type {readonly Readonly<Record<string, string>>[]} */
  const opening = [
    { '.gemini/settings.json': '{ "tools": { "allowed": ["run_shell_command(git)"] } } // mine' },
    { '~/.gemini/settings.json': '{ "general": { "defaultApprovalMode": "auto_edit" } }' },
    { '.gemini/settings.json': '{ broken' },
    { '~/.gemini/policies/mine.toml': '' },
  ];
  for (const files of opening) {
    assert.equal(decided({ ...WRITER, ...files }, 'bash', 'ls'), 'allow');
    assert.equal(decided({ ...READER, ...files }, 'bash', 'ls'), 'deny');
  }
  const other = { '.gemini/settings.json': '{ "tools": { "allowed": ["run_shell_command_2"] } }' };
  assert.equal(decided({ ...WRITER, ...other }, 'bash', 'ls'), 'ask');
});
