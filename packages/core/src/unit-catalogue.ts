/** The part of the catalogue about what runs on a host; `diagnostic-catalogue.ts` says what the fields are. */
export const UNIT_CATALOGUE = {
  'hidden-program': {
    severity: 'error',
    message: 'the units of {user} cannot start {program}: they do not see {directory}',
    fix: 'keep it where every unit sees it, such as /usr/local/lib, and write that as exec',
  },
  'reserved-account': {
    severity: 'error',
    message:
      'no agent called {account} can have an account: its directory would be {directory}, which all agents share',
    fix: 'give the agent another name',
  },
  'open-egress': {
    severity: 'info',
    message: 'no agent in the home of {user} may use webfetch, but all programs there may connect to {count} of egress',
    fix: 'know that it is so, or take out of egress what nothing needs',
  },
  'unit-looser': {
    severity: 'info',
    message: 'the units of {user} do not hold what {agents} may not do with {tool}: not all of it is forbidden to all',
    fix: 'know that only the harness holds it; what is forbidden outright to every agent of the home, the units hold as well',
  },
  'unit-stricter': {
    severity: 'info',
    message: 'the units of {user} {what}, whatever {agents} may do with {tool}',
    fix: 'nothing has to be done; a host never gives more than its file names',
  },
} as const;
