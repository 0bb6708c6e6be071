/** The part of the catalogue about homes of agents on a host; `diagnostic-catalogue.ts` says what the fields are. */
export const HOME_CATALOGUE = {
  'asks-denied': {
    severity: 'info',
    message: 'nobody is there to be asked in the home of {user}: what {agent} would ask about ({tools}) is denied',
    fix: 'nothing has to be done; what it needs for its work alone, its definition has to allow',
  },
} as const;
