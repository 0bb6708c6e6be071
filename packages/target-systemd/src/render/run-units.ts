import { directoriesAbove, sshAgentSocketOf, userOf, type Output, type TaskLoop } from '@canonry/core';
import { placesOf } from '../places.js';
import { credentialOf, secretsOfRuns } from '../secrets.js';
import { sliceName } from '../text/slice-name.js';
import type { UnitsInput } from './agent-units.js';
import { fillTemplate } from './fill-template.js';
import { startedWith, unitFile } from './outputs.js';

interface Run {
  /** What the program is told that it is started for. */
  readonly kind: 'loop' | 'schedule';
  readonly unit: string;
  readonly description: string;
  readonly calendar: string;
  readonly waitsFor?: string;
}

/** What runs by itself: the task loop and, once a day or so, what brings it new tasks. Both are the same program. */
export function runUnits(input: UnitsInput): readonly Output[] {
  const { account } = input;
  const { enable, exec, every, schedule } = account.taskLoop;
  if (!enable || exec === undefined) return [];
  const user = userOf(account);
  const loop: Run = { kind: 'loop', unit: `${user}-task-loop`, description: `Task loop of ${user}`, calendar: every };
  const scheduler: Run = {
    kind: 'schedule',
    unit: `${user}-scheduler`,
    description: `Scheduler of ${user}`,
    calendar: schedule,
    waitsFor: `${loop.unit}.service`,
  };
  return [loop, scheduler].flatMap((run) => [
    unitFile(`${run.unit}.service`, service(run, exec, input)),
    unitFile(
      `${run.unit}.timer`,
      fillTemplate('run-timer', { ...run, description: `${run.description}, at its times` }),
    ),
    startedWith('timers.target', `${run.unit}.timer`),
  ]);
}

function service(run: Run, exec: readonly string[], { account, host, sandbox, homePaths }: UnitsInput): string {
  const { home, truth, ...places } = placesOf(account);
  const { taskLoop, ssh } = account;
  return fillTemplate('run-service', {
    ...run,
    ...places,
    ...sandbox,
    home,
    user: userOf(account),
    slice: sliceName(account.name),
    exec,
    maxWallTime: taskLoop.maxWallTime,
    environment: [
      ...environment(account.name, run, taskLoop),
      ...(ssh.enable ? [`SSH_AUTH_SOCK=${sshAgentSocketOf(account)}`] : []),
    ],
    ssh: ssh.enable,
    credentials: secretsOfRuns(account).map((secret) => credentialOf(account, secret, host.secrets)),
    above: directoriesAbove(homePaths).map((path) => `${home}/${path}`),
    bound: homePaths
      .map((path) => path.replace(/\/$/, ''))
      .map((path) => ({ from: `${truth}/${path}`, to: `${home}/${path}` })),
  });
}

function environment(name: string, { kind }: Run, { maxTasks, errorThreshold }: TaskLoop): readonly string[] {
  return [
    `AGENT_NAME=${name}`,
    `AGENT_RUN=${kind}`,
    `AGENT_MAX_TASKS=${maxTasks}`,
    `AGENT_ERROR_THRESHOLD=${errorThreshold}`,
  ];
}
