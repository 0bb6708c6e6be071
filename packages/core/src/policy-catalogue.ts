/** The part of the catalogue about what policies mean; `diagnostic-catalogue.ts` says what the fields are. */
export const POLICY_CATALOGUE = {
  'rule-never-matches': {
    severity: 'error',
    message: 'the rule {rule} matches nothing that {tool} is ever asked about',
    fix: 'paths hold no ".." and end with no slash; outside the project they are absolute or begin with ~/',
  },
  'shadowed-rule': {
    severity: 'error',
    message: 'the rule {rule} never decides: {other} comes later and matches too, so {witness} is {decision}',
    fix: 'the last rule that matches decides; move {rule} below {other}, or remove it',
  },
  'contradictory-rules': {
    severity: 'error',
    message: 'the rule {rule} never decides: {other} has the same pattern and comes later',
    fix: 'keep the one that you mean',
  },
  'star-shadows-rules': {
    severity: 'error',
    message:
      'the rule {rule} matches everything, so none of the {count} rules above it ever decides, and the intent neither',
    fix: 'write the action as intent and remove the rule, or move it to the top',
  },
  'idle-rule': {
    severity: 'warning',
    message: 'the rule {rule} changes nothing: every subject gets the same decision without it',
    fix: 'remove it, or correct its pattern',
  },
  'glued-star': {
    severity: 'warning',
    message: 'the rule {rule} also matches {witness}: a star that follows a letter continues the word',
    fix: 'put a space before the star: {better} matches the bare command and every argument',
  },
  'missed-spelling': {
    severity: 'warning',
    message: 'the rule {rule} misses {witness}, which is {decision}',
    fix: 'a pattern knows one spelling of its flags; add rules for the others, or make the command as strict as its flag',
  },
  'address-spelling': {
    severity: 'warning',
    message: 'the rule {rule} is about that spelling only: the address is fetched as {better}, and decided as that',
    fix: 'write {better}, which holds for every spelling of it',
  },
  'crossed-slash': {
    severity: 'warning',
    message: 'the rule {rule} also matches {witness}: a star crosses slashes',
    fix: 'write ** where every depth is meant, and add a rule for what lies deeper where it is not',
  },
  'opened-shell': {
    severity: 'warning',
    message: '{maker} allows {witness}, and what such a command starts is not looked into',
    fix: 'let interpreters and wrappers ask, below that rule',
  },
  'operator-in-rule': {
    severity: 'error',
    message: 'the rule {rule} holds {operator}, which never stands in a simple command',
    fix: 'a command line is taken apart before rules see it; write a rule for each of its commands',
  },
  'read-walked-around': {
    severity: 'warning',
    message: 'reading {path} is denied, but bash may run {witness} ({decision})',
    fix: 'let bash ask about commands that read such paths, or know that the rule only holds for the reading tool',
  },
  'unproved-home': {
    severity: 'warning',
    message: 'whether {rule} and {other} are about the same files depends on where the home directory is',
    fix: 'begin both with ~/, or neither',
  },
  'unproved-policy': {
    severity: 'warning',
    message: 'the rules of {tool} are too many or too entangled to prove which of them decide',
    fix: 'remove rules that repeat the intent, and use fewer ? behind stars',
  },
  'delegation-widens': {
    severity: 'warning',
    message: 'through {path} the agent reaches {tool} {what}: {old} here, {new} there',
    fix: 'deny the task, or know that the other agent may do more',
  },
} as const;
