import type { Command } from './command.js';

/** A command as the help lists it; what it does is loaded when it is called. */
interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** The one list of commands, in the order in which people meet them. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'init',
    summary: 'create a project with one agent to start from',
    load: async () => (await import('./commands/init.js')).init,
  },
  {
    name: 'new',
    summary: 'add an agent to the project',
    load: async () => (await import('./commands/new.js')).newAgent,
  },
  {
    name: 'list',
    summary: 'show the agents and what they may do',
    load: async () => (await import('./commands/list.js')).list,
  },
  {
    name: 'explain',
    summary: 'say what an agent may do, and which rule says so',
    load: async () => (await import('./commands/explain.js')).explain,
  },
  {
    name: 'render',
    summary: 'write the agents for every enabled target',
    load: async () => (await import('./commands/render.js')).render,
  },
  {
    name: 'check',
    summary: 'say whether everything on disk is as rendered',
    load: async () => (await import('./commands/check.js')).check,
  },
  {
    name: 'watch',
    summary: 'render again whenever the source changes',
    load: async () => (await import('./commands/watch.js')).watch,
  },
  {
    name: 'clean',
    summary: 'remove everything that canonry wrote',
    load: async () => (await import('./commands/clean.js')).clean,
  },
  {
    name: 'compare',
    summary: 'show what agents may do that they might not before',
    load: async () => (await import('./commands/compare.js')).compare,
  },
  {
    name: 'report',
    summary: 'make a page of the agents and what they may do',
    load: async () => (await import('./commands/report.js')).report,
  },
  {
    name: 'doctor',
    summary: 'look for what opens more than the definitions',
    load: async () => (await import('./commands/doctor.js')).doctor,
  },
  {
    name: 'host',
    summary: 'bring accounts of agents to a machine',
    load: async () => (await import('./commands/host.js')).host,
  },
  {
    name: 'import',
    summary: 'create a project from the agents of another tool',
    load: async () => (await import('./commands/import.js')).importAgents,
  },
  {
    name: 'export',
    summary: 'print the agents as a legacy agents.json',
    load: async () => (await import('./commands/export.js')).exportAgents,
  },
  {
    name: 'schema',
    summary: 'print a JSON Schema, for editors and scripts',
    load: async () => (await import('./commands/schema.js')).schema,
  },
  {
    name: 'completion',
    summary: 'print what makes a shell complete command lines',
    load: async () => (await import('./commands/completion.js')).completion,
  },
];
