/** What `input/hosts/lab.toml` says of the two agents that live on the machine. */
export interface Agent {
  readonly name: string;
  readonly user: string;
  readonly uid: number;
  readonly fullName: string;
  readonly email: string;
  /** It may connect to this port of the machine, over IPv4 and IPv6; nobody else may. */
  readonly port: number;
}

export const RESEARCHER: Agent = {
  name: 'researcher',
  user: 'agent-researcher',
  uid: 4101,
  fullName: 'Research Agent',
  email: 'researcher@lab.example',
  port: 8443,
};
export const CODER: Agent = {
  name: 'coder',
  user: 'agent-coder',
  uid: 4102,
  fullName: 'Coding Agent',
  email: 'coder@lab.example',
  port: 8444,
};

export const PAIRS: readonly (readonly [agent: Agent, other: Agent])[] = [
  [RESEARCHER, CODER],
  [CODER, RESEARCHER],
];
