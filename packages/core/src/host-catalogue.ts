/** The part of the catalogue about hosts: what hosts/NAME.toml says, and the machine itself. */
export const HOST_CATALOGUE = {
  // hosts/NAME.toml
  'host-without-accounts': {
    severity: 'warning',
    message: '{file} gives no agent an account, so nothing lives on this host',
    fix: 'add a table [agents.NAME] with full_name and email',
  },
  'account-name-too-long': {
    severity: 'error',
    message: 'the user of {account} would be called {user}, which has {length} characters; Linux takes 31',
    fix: 'give the agent a name of at most 25 characters',
  },
  'invalid-text': {
    severity: 'error',
    message: '{key} cannot be {value}: {reason}',
    fix: 'write {example}',
  },
  'invalid-egress': {
    severity: 'error',
    message: '{value} is no destination: {reason}',
    fix: 'write ADDRESS:PORT, such as "127.0.0.1:8443", "10.0.0.0/8:443" or "[::1]:53/udp"',
  },
  'egress-everywhere': {
    severity: 'warning',
    message: '{account} may open connections to every address, by {value}',
    fix: 'name the networks that it needs, or a proxy on this machine',
  },
  'invalid-server': {
    severity: 'error',
    message: 'the MCP server {server} has {what}',
    fix: 'give it either command, with args, or url',
  },
  'unreachable-server': {
    severity: 'warning',
    message: 'the MCP server {server} listens at {destination}, where {account} may not open connections to',
    fix: 'add "{destination}" to egress of [agents.{account}]',
  },
  'inline-secret': {
    severity: 'error',
    message: '{key} holds what looks like a secret: {kind}',
    fix: 'take it out, and change it where it is valid: files of a host can be read by many; name the path of a file that holds it, or use the secrets of the account',
  },
  'clashing-uid': {
    severity: 'error',
    message: '{account} and {other} would both have the uid {uid}',
    fix: 'write uid = NUMBER for one of them, and never change it again',
  },
  'clashing-port': {
    severity: 'error',
    message: '{key} is {port}, and so is {other}',
    fix: 'give each of them a port of its own',
  },
  'clashing-key': {
    severity: 'error',
    message: '{account} and {other} have the same public key, so nobody can tell their commits apart',
    fix: 'make each of them a key of its own with: canonry host keys {host} --account {account}',
  },
  'commits-not-signed': {
    severity: 'warning',
    message: 'ssh of {account} has no public_key, so its commits are not signed',
    fix: 'run: canonry host keys {host} --account {account}, and write the line that it prints as public_key',
  },
  'nothing-to-run': {
    severity: 'info',
    message: 'task_loop of {account} has no exec, so there is no unit for it',
    fix: 'write exec = ["/path/of/the/program"], or leave it as it is',
  },
  'not-rendered-yet': {
    severity: 'info',
    message: '{table} of {account} is checked and kept, but nothing is rendered for it yet{secret}',
    fix: 'nothing has to be done; a later version renders it',
  },
} as const;
