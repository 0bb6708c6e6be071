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
    message: '{table} of {account} is checked and kept, but no service is rendered for it yet{secret}',
    fix: 'nothing has to be done; a later version renders it',
  },

  // The machine itself
  'taken-id': {
    severity: 'error',
    message: 'on this machine, the {what} {id} of {name} belongs to {other}',
    fix: 'write another uid for the account, or give {other} another one',
  },
  'account-differs': {
    severity: 'error',
    message: '{user} exists on this machine with the {what} {actual}; it would have {wanted}',
    fix: 'write what it has, or change it on the machine: canonry changes nobody who exists',
  },
  'privileged-account': {
    severity: 'error',
    message: '{user} is in the group {group}, by which it can be more than itself',
    fix: 'run: gpasswd --delete {user} {group}',
  },
  'unlocked-account': {
    severity: 'error',
    message: '{user} has a password on this machine',
    fix: 'run: usermod --lock {user}',
  },
  'foreign-account': {
    severity: 'error',
    message:
      '{user} is one of the agents of this machine, and has no account in {file}: no rule would hold its connections',
    fix: 'write its table, or run: canonry host remove {host} --account {account}',
  },
  'open-secret': {
    severity: 'error',
    message: '{path} can be read by others than root and {user}: its mode is {mode}, its owner {owner}',
    fix: 'run: chown root:root {path} && chmod 0600 {path}, and change the secret where it is valid',
  },
  'missing-secret': {
    severity: 'warning',
    message: '{path} is not there, so what needs the {secret} of {user} does not start',
    fix: 'put it into the secret store under that name',
  },
  'open-home': {
    severity: 'error',
    message: '{path} is {what}; it is to be a directory of {user} that nobody else can enter',
    fix: 'run: canonry host install {host}, or look who changed it',
  },
  'open-audit': {
    severity: 'error',
    message: '{path} is {what}; it is to be of root, and to grow only',
    fix: 'run: canonry host install {host}, or look who changed it',
  },
  'missing-program': {
    severity: 'error',
    message: 'this machine has no {program}',
    fix: 'install it, for instance as the package {package}; canonry installs nothing',
  },
  'missing-exec': {
    severity: 'warning',
    message: 'this machine has no {program}, which is exec of {account}, so its units fail',
    fix: 'put it there, or correct exec',
  },
  'old-systemd': {
    severity: 'error',
    message: 'systemd is version {version} here; the units need {least} or later',
    fix: 'install a newer one',
  },
  'command-failed': {
    severity: 'error',
    message: '{command} failed: {reason}',
    fix: 'mend that, and run the same command of canonry once more: it begins where things stand',
  },
} as const;
