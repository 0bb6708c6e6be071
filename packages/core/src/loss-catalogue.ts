/** The part of the catalogue about what a target cannot say; `diagnostic-catalogue.ts` says what the fields are. */
export const LOSS_CATALOGUE = {
  'internal-agent': {
    severity: 'error',
    message: '{target} has an agent {agent} of its own, which it runs by itself and shows to nobody',
    fix: 'give the agent another name',
  },
  'impossible-agent': {
    severity: 'error',
    message: '{target} cannot have an agent {agent}: it would start none at all',
    fix: 'give the agent another name',
  },
  'built-in-agent': {
    severity: 'warning',
    message:
      '{target} has an agent {agent} of its own, which this one changes: what is not specified here stays as it is there',
    fix: 'give the agent another name, or specify every tool that matters',
  },
  'several-primaries': {
    severity: 'error',
    message: '{target} has one system prompt, and {agents} could be it',
    fix: 'say which: primary = "{agent}" in [targets.{target}] of canonry.toml; the others become specialists',
  },
  'not-a-primary': {
    severity: 'error',
    message: '{value} cannot be the primary agent: {reason}',
    fix: '{fix}',
  },
  'guard-mark': {
    severity: 'error',
    message: 'the text holds {mark}, by which the guard for {target} knows who is at work',
    fix: 'take it out: the guard would hold another policy',
  },
  'unguarded-agent': {
    severity: 'warning',
    message: 'in {target} nothing but its prompt holds {agent} to what its definition says of {what}',
    fix: 'set enforcement = "guard" in [targets.{target}], or know that nothing enforces it',
  },
  widened: {
    severity: 'error',
    message: '{target} would let {agent} do more than its definition: {tool} {what} is {old} here and {new} there',
    fix: 'make the definition say what {target} can hold, or accept the loss in canonry.toml, with a reason',
  },
  unenforced: {
    severity: 'error',
    message: '{target} cannot hold this for {agent}: {what}',
    fix: 'take it out of the definition, or accept the loss in canonry.toml, with a reason',
  },
  narrowed: {
    severity: 'warning',
    message: '{target} lets {agent} do less than its definition: {tool} {what} is {old} here and {new} there',
    fix: 'know that it is stricter there; {because}',
  },
  dropped: {
    severity: 'info',
    message: '{target} has no place for {what}',
    fix: 'nothing has to be done; nothing that {agent} may do depends on it',
  },
  'accepted-loss': {
    severity: 'info',
    message: 'accepted because {reason}: {loss}',
    fix: 'nothing has to be done while the reason holds',
  },
  'idle-acceptance': {
    severity: 'warning',
    message: 'this accepts nothing any more: {target} has no {code} loss for {agent}, {what}',
    fix: 'remove the entry from {file}',
  },
  'foreign-widens': {
    severity: 'warning',
    message:
      '{path} lets {agent} do more in {target} than what is rendered: {what} is {new} with it and {old} without it',
    fix: 'take it out of {path}, or say it in the definition; canonry does not change what it did not write',
  },
  'rival-file': {
    severity: 'warning',
    message:
      '{path} defines {agent} in {target} too, beside what is rendered, and nobody promises which of the two counts',
    fix: 'remove {path}; if it is of use, take what it says into the definition first, or give its agent another name',
  },
} as const;
