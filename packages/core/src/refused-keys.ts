/** Keys that people bring along from other tools, and the place where each belongs. Refused, so that nothing is carried along unread. */
export const REFUSED_AGENT_KEYS: ReadonlyMap<string, string> = new Map([
  ['model', 'a model depends on the machine: write it in canonry.toml, below [models] as AGENT = "provider/model"'],
  ['prompt', 'the prompt is the file system-prompt.md beside agent.toml'],
  ['system_prompt', 'the prompt is the file system-prompt.md beside agent.toml'],
  [
    'mcp',
    "MCP servers belong into each harness's own configuration; what an agent may call is [permissions.mcp__SERVER]",
  ],
  [
    'mcp_servers',
    "MCP servers belong into each harness's own configuration; what an agent may call is [permissions.mcp__SERVER]",
  ],
  [
    'mcpServers',
    "MCP servers belong into each harness's own configuration; what an agent may call is [permissions.mcp__SERVER]",
  ],
  ['hooks', "hooks belong into each harness's own configuration"],
  ['tools', 'what an agent may use is [permissions.TOOL], with intent = "allow", "ask" or "deny"'],
  ['permission', 'the tables are called [permissions.TOOL], with an s'],
  ['temperature', "sampling belongs into each harness's own configuration"],
  ['steps', 'the limit on turns is called max_turns'],
  ['extends', 'every agent.toml stands for itself; write the permissions out'],
]);

/** What belongs into the shared canonry.toml and is refused in canonry.local.toml. */
export const REFUSED_LOCAL_KEYS: ReadonlyMap<string, string> = new Map([
  ['accept', 'an exception must be seen in review: write it in canonry.toml'],
]);

/** What people look for in canonry.toml and find elsewhere. */
export const REFUSED_PROJECT_KEYS: ReadonlyMap<string, string> = new Map([
  ['model', 'models are a table: [models] with AGENT = "provider/model"'],
  ['permissions', 'permissions belong to one agent: write them in its agent.toml'],
  ['mcp', "MCP servers belong into each harness's own configuration"],
  ['hooks', "hooks belong into each harness's own configuration"],
  ['hosts', 'a host is a file of its own: hosts/NAME.toml'],
]);

/** What people look for in hosts/NAME.toml, and why it is not there; `*` is any key. */
export const REFUSED_HOST_KEYS: ReadonlyMap<string, string> = new Map([
  ['audit.enable', 'the audit trail has no switch: while an agent has an account, what it does is kept'],
  ['audit.disable', 'the audit trail has no switch: while an agent has an account, what it does is kept'],
  ['name', 'a host is called as its file: hosts/NAME.toml'],
  ['agents.*.name', 'the account is called as its table: [agents.NAME]'],
  ['agents.*.groups', 'an account has its own group and the group agents, and never another one'],
  ['agents.*.sudo', 'an agent never becomes another user'],
  ['agents.*.shell', 'every account has the same shell'],
  ['agents.*.home', 'the home is /home/agent-NAME'],
  ['agents.*.permissions', 'what an agent may do stands in its agent.toml, and is the same everywhere'],
  ['agents.*.model', 'models are written in canonry.toml, below [models]'],
  ['agents.*.audit', 'the audit trail is one for all agents: [audit]'],
  ['agents.*.secrets', 'the store of secrets is one for all agents: [secrets]'],
  ['agents.*.env', 'an environment can be read by every program: put secrets into the secret store'],
  [
    'agents.*.mcp.servers.*.env',
    'an environment is where secrets end up: let the server read a file, and name its path in args',
  ],
  [
    'agents.*.mcp.servers.*.headers',
    'headers are where secrets end up: put a server on this machine in between, which knows them',
  ],
]);
