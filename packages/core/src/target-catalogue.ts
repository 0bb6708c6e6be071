/** The part of the catalogue about which targets are rendered. */
export const TARGET_CATALOGUE = {
  'no-targets': {
    severity: 'warning',
    message: 'no target is enabled, so nothing is rendered',
    fix: 'enable one in {file}: [targets.{target}]',
  },
  'target-not-rendered': {
    severity: 'error',
    message: '{target} cannot be rendered by this version of canonry',
    fix: 'choose others with -t, or take [targets.{target}] out of {file}',
  },
  'unusable-target': {
    severity: 'error',
    message: 'the target {target} cannot be had from {package}: {reason}',
    fix: 'install it beside {file}, or correct where it comes from',
  },
  'unusable-model': {
    severity: 'error',
    message: '{target} cannot use the model {model} for {agent}: {reason}',
    fix: 'choose another one for {agent} in [models.{target}] of canonry.toml',
  },
  'shared-allow': {
    severity: 'info',
    message: '{target} allows {rules} in every conversation there, also to the one without an agent',
    fix: 'where that is not meant, set shared_allow = false in [targets.{target}]',
  },
  'shared-ask': {
    severity: 'info',
    message: '{target} asks about {rules} in every conversation there, also in the one without an agent',
    fix: 'know that people who work there without an agent are asked, too',
  },
  'shared-deny': {
    severity: 'info',
    message: '{target} denies {rules} in every conversation there, also in the one without an agent',
    fix: 'know that people who work there without an agent are held back, too',
  },
  'shared-switch': {
    severity: 'info',
    message: '{target} has {switches} on in every conversation there, also in the one without an agent',
    fix: 'know that people who work there without an agent go without what that switches off, too',
  },
  'text-reads': {
    severity: 'warning',
    message: '{target} reads {path} by itself where this text is used, if there is such a file, and asks nobody',
    fix: 'where that is not meant, put it in backquotes; what rules deny to all agents is not read',
  },
  'text-left-out': {
    severity: 'info',
    message: '{target} leaves out {what}',
    fix: 'nothing has to be done, if agents do well without it; what it was to hold back belongs into the definitions',
  },
  'no-git-work-tree': {
    severity: 'warning',
    message: 'there is no Git work tree around {path}, and without one {target} applies no rule about paths',
    fix: 'run git init there',
  },
  'project-not-trusted': {
    severity: 'warning',
    message: '{target} does not trust {path} yet: {consequence}',
    fix: '{advice}',
  },
  'project-not-trusted-yet': {
    severity: 'info',
    message: '{target} does not trust {path} yet, and is only stricter for it: {consequence}',
    fix: '{advice}',
  },
  'harness-too-old': {
    severity: 'warning',
    message: '{target} is version {version} here, and was measured from {oldest} to {newest}',
    fix: 'install a newer one: what an older one does with these files nobody has looked at',
  },
  'harness-newer': {
    severity: 'info',
    message: '{target} is version {version} here, and was measured from {oldest} to {newest}',
    fix: 'nothing has to be done; if it behaves otherwise than canonry explain says, tell us',
  },
  'stale-output': {
    severity: 'warning',
    message: 'what stands on disk is not what the source says: {count} of the outputs, first {path}',
    fix: 'look with canonry check, and run canonry render',
  },
  'shadowing-agent': {
    severity: 'warning',
    message: 'your own {file} has the name of {agent}: {outcome}',
    fix: 'rename one of the two, or move yours away',
  },
  'shadowed-agent': {
    severity: 'info',
    message: 'your own {file} has the name of {agent}: {outcome}',
    fix: 'nothing has to be done, if that is what you mean',
  },
  'discarded-file': {
    severity: 'warning',
    message: '{target} passes over all of {path}, and with it whatever is rendered into it: {reason}',
    fix: 'correct the file; canonry does not change what it did not write',
  },
  'unseen-configuration': {
    severity: 'warning',
    message: '{what} can give {target} configuration that canonry does not read, and that may open more',
    fix: 'look at what it says, or start {target} without it',
  },
} as const;
