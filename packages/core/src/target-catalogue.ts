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
    fix: '{choice}',
  },
} as const;
