import * as z from 'zod';
import { coded, LineSchema, NameSchema } from '../text-schema.js';
import { LEAST_UID, MOST_UID } from './default-uid.js';
import { SECRET_STORES } from './host.js';
import { SHAPES, type Shape } from './host-shapes.js';

/** Why a text has not its shape is told by `checkHostTexts`. */
function shaped(shape: Shape): z.ZodString {
  return z.string().regex(SHAPES[shape], { error: coded('invalid-text') });
}

const EnableSchema = z.boolean().optional();
const PortSchema = z.int().min(1024).max(65_535).optional();

const PersonSchema = {
  full_name: LineSchema.max(100).regex(SHAPES.fullName, { error: coded('invalid-text') }),
  email: shaped('email'),
};

const LimitsSchema = z.strictObject({
  memory: shaped('size').optional().describe('Memory, such as `"8G"`. Beyond it programs are killed.'),
  cpu: shaped('cpu').optional().describe('Percent of one processor: `"200%"` is two of them.'),
  tasks: z.int().min(1).max(4_194_304).optional().describe('Processes and threads.'),
});

const TaskLoopSchema = z.strictObject({
  enable: EnableSchema.describe('Default `true`.'),
  exec: z
    .array(shaped('argument'))
    .min(1)
    .optional()
    .describe('The program, as an absolute path, and its arguments. Without it there is no unit.'),
  every: shaped('calendar').optional().describe('When it runs, as a calendar event of systemd. Default `"*:0/15"`.'),
  schedule: shaped('calendar').optional().describe('When new work is looked for. Default `"*-*-* 05:00:00"`.'),
  max_wall_time: shaped('timeSpan').optional().describe('After this time a run is ended. Default `"1h"`.'),
  max_tasks: z.int().min(1).max(1000).optional().describe('Tasks in one run. Default 10.'),
  error_threshold: z.int().min(1).max(1000).optional().describe('Failures after which a run ends. Default 3.'),
});

const SshSchema = z.strictObject({
  enable: EnableSchema.describe('An ssh-agent that holds the key of the account, and signed commits. Default `false`.'),
  public_key: shaped('publicKey').optional().describe('The line that `canonry host keys` prints.'),
  authorized_keys: z.array(shaped('authorizedKey')).optional().describe('Who may log in as this agent.'),
});

const McpServerSchema = z.strictObject({
  command: shaped('command').optional().describe('The program of a server that the harness starts.'),
  args: z.array(shaped('argument')).optional().describe('Its arguments. Never a secret.'),
  url: shaped('localUrl').optional().describe('Or the address of a server that runs on this machine.'),
});

const AccountSchema = z.strictObject({
  full_name: PersonSchema.full_name.describe('The name that commits and mails of the agent carry.'),
  email: PersonSchema.email.describe('The address that commits and mails of the agent carry.'),
  uid: z
    .int()
    .min(LEAST_UID)
    .max(MOST_UID)
    .optional()
    .describe('The user id, and that of its group. Default: made of the name alone, so that it never moves.'),
  agents: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('The agents in this home. Default: the agent itself and all that it may start unasked.'),
  harnesses: z
    .array(z.string())
    .optional()
    .describe('The harnesses that the home has files for. Default: the targets that canonry.toml enables.'),
  egress: z
    .array(z.string())
    .optional()
    .describe(
      'Where it may open connections to: `"127.0.0.1:8443"`, `"10.0.0.0/8:443"`, `"[::1]:53/udp"`. Default: nowhere.',
    ),
  inner_sandbox: z
    .boolean()
    .optional()
    .describe('Its programs may make namespaces, for a sandbox of their own. Default `false`.'),
  limits: LimitsSchema.optional().describe('What it may use. Default: `"4G"`, `"200%"` and 1024 tasks.'),
  task_loop: TaskLoopSchema.optional().describe('The program that works through tasks by itself.'),
  ssh: SshSchema.optional().describe('Its key, and who may log in.'),
  mcp: z
    .strictObject({
      servers: z
        .record(shaped('serverName'), McpServerSchema)
        .optional()
        .describe('One table for each MCP server, with `command` or `url`.'),
    })
    .optional()
    .describe('MCP servers of its harnesses.'),
  desktop: z
    .strictObject({
      enable: EnableSchema,
      resolution: shaped('resolution').optional().describe('Default `"1920x1080"`.'),
      vnc_port: PortSchema.describe('Default 5901.'),
    })
    .optional()
    .describe('A desktop without a screen.'),
  chrome: z
    .strictObject({ enable: EnableSchema, debug_port: PortSchema.describe('Default 9222.') })
    .optional()
    .describe('A browser on that desktop.'),
  mail: z
    .strictObject({ enable: EnableSchema, address: PersonSchema.email.optional().describe('Default: `email`.') })
    .optional()
    .describe('A mailbox; its password is the secret `mail-password`.'),
  bitwarden: z
    .strictObject({ enable: EnableSchema, server_url: shaped('httpUrl').optional() })
    .optional()
    .describe('A vault; its secret is `bitwarden-client-secret`.'),
  tailscale: z
    .strictObject({ enable: EnableSchema })
    .optional()
    .describe('A tailnet; its secret is `tailscale-auth-key`.'),
  agent_space: z
    .strictObject({ enable: EnableSchema, repository: shaped('repository').optional() })
    .optional()
    .describe('The directory in which it keeps its tasks.'),
  coding_agent: z
    .strictObject({
      enable: EnableSchema,
      branch_prefix: shaped('branchPrefix').max(100).optional().describe('Default `"agent-NAME"`.'),
    })
    .optional()
    .describe('Work on repositories in branches of its own.'),
});

export const HostSchema = z.strictObject({
  operator: z.strictObject(PersonSchema).optional().describe('The person who answers for the agents.'),
  secrets: z
    .strictObject({
      source: z.enum(SECRET_STORES).optional().describe('Where secrets come from. Default `"systemd-creds"`.'),
    })
    .optional()
    .describe('Secrets are only ever named: `agent-NAME-ssh-key` and so on.'),
  limits: LimitsSchema.optional().describe('What all agents together may use. Default: no limit.'),
  audit: z
    .strictObject({
      keep_days: z.int().min(1).max(36_500).optional().describe('Default 90.'),
      loki_url: shaped('httpUrl').optional().describe('Where a forwarder sends it as well.'),
    })
    .optional()
    .describe('What agents did. It cannot be switched off.'),
  agents: z
    .record(NameSchema, AccountSchema)
    .optional()
    .describe('One table for each agent that has an account here, called like the agent.'),
});

export type HostTable = z.output<typeof HostSchema>;
export type AccountTable = z.output<typeof AccountSchema>;

/** The JSON Schema that editors check hosts/NAME.toml with. */
export function hostJsonSchema(): object {
  return {
    title: 'hosts/NAME.toml',
    description: 'One machine, and the accounts of the agents that live on it.',
    ...z.toJSONSchema(HostSchema, { target: 'draft-7', io: 'input' }),
  };
}
