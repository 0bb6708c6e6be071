import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Finished } from '../cli/canonry.js';
import { REPOSITORY } from '../cli/installation.js';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly ActionStep[] };
}

interface ActionStep {
  readonly id?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export const ACTION: Action = parse(readFileSync(join(REPOSITORY, 'action.yml'), 'utf8'));

interface Surroundings {
  /** Where the workflow has checked out, and where everything else of the runner is. */
  readonly workspace: string;
  readonly runner: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly pullRequest?: string;
  /** What comes first on PATH. */
  readonly bin?: string;
}

export interface Ran {
  readonly code: number | null;
  /** What all steps printed. */
  readonly output: string;
  readonly summary: string;
  readonly outputs: ReadonlyMap<string, string>;
  readonly sarif: string;
}

/** Runs the steps of action.yml that are scripts, as a runner does: until one of them fails. */
export function runAction({ workspace, runner, inputs, pullRequest = '', bin }: Surroundings): Ran {
  mkdirSync(runner, { recursive: true });
  const [outputFile, summaryFile] = ['output', 'summary'].map((name) => join(runner, name));
  const values = new Map<string, string>([['github.event.pull_request.number', pullRequest]]);
  // What a default takes from the event, these tests give as inputs.
  for (const [name, { default: usual = '' }] of Object.entries(ACTION.inputs))
    values.set(`inputs.${name}`, inputs[name] ?? (usual.includes('${{') ? '' : usual));
  let [code, output]: [number | null, string] = [0, ''];
  for (const file of [outputFile, summaryFile]) writeFileSync(file ?? '', '');
  for (const step of ACTION.runs.steps) {
    if (step.run === undefined || !holds(step.if, values)) continue;
    const own = Object.entries(step.env ?? {}).map(([name, text]) => [name, filledIn(text, values)]);
    const env = {
      PATH: [...(bin === undefined ? [] : [bin]), process.env['PATH'] ?? ''].join(':'),
      HOME: runner,
      RUNNER_TEMP: runner,
      GITHUB_ACTION_PATH: REPOSITORY.replace(/\/$/, ''),
      GITHUB_REPOSITORY: 'team/project',
      GITHUB_OUTPUT: outputFile,
      GITHUB_STEP_SUMMARY: summaryFile,
      ...Object.fromEntries(own),
    };
    writeFileSync(outputFile ?? '', '');
    const finished = runStep(step.run, workspace, env);
    output += finished.stdout + finished.stderr;
    for (const line of readFileSync(outputFile ?? '', 'utf8').split('\n')) {
      const [, name, value] = /^([\w-]+)=(.*)$/.exec(line) ?? [];
      if (name !== undefined) values.set(`steps.${step.id ?? ''}.outputs.${name}`, value ?? '');
    }
    code = finished.code;
    if (code !== 0) break;
  }
  return { code, output, summary: textOf(summaryFile), outputs: values, sarif: textOf(join(runner, 'canonry.sarif')) };
}

/** As the runner calls a step with `shell: bash`. */
function runStep(script: string, cwd: string, env: NodeJS.ProcessEnv): Finished {
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
  const { status, stdout, stderr } = spawnSync('bash', args, { cwd, env, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

type Values = ReadonlyMap<string, string>;

function filledIn(text: string, values: Values): string {
  return text.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => values.get(name) ?? '');
}

/** The few conditions that action.yml has: comparisons with a text, and values that must not be empty. */
function holds(condition: string | undefined, values: Values): boolean {
  return (condition ?? '').split(' && ').every((part) => {
    const [, name = part, sign, text = ''] = /^([\w.-]+) (==|!=) '([^']*)'$/.exec(part) ?? [];
    const value = part === '' ? 'always' : (values.get(name) ?? '');
    if (sign === undefined) return value !== '';
    return (sign === '==') === (value === text);
  });
}

function textOf(file: string | undefined): string {
  appendFileSync(file ?? '', '');
  return readFileSync(file ?? '', 'utf8');
}
