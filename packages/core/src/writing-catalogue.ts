/** The part of the catalogue about planning and writing outputs. */
export const WRITING_CATALOGUE = {
  'unsafe-output': {
    severity: 'error',
    message: '{target} would write {path}: {reason}',
    fix: 'rename what the path is made of; if it is none of your names, the target has a mistake',
  },
  'output-not-owned': {
    severity: 'error',
    message: '{target} would write {path}, which is not among the paths that it owns',
    fix: 'this is a mistake in the target; nothing was written',
  },
  'source-in-output': {
    severity: 'error',
    message: '{source} is where canonry reads, and {target} owns {path}: the harness would read the source itself',
    fix: 'move it elsewhere, and name that place in canonry.toml if it holds agents',
  },
  'colliding-outputs': {
    severity: 'error',
    message: '{path} and {other} are one file on systems that ignore case or normalise Unicode',
    fix: 'rename one of the two in the source',
  },
  'nested-outputs': {
    severity: 'error',
    message: '{path} would be inside of {parent}, which is to be a file',
    fix: 'rename one of the two in the source',
  },
  'different-outputs': {
    severity: 'error',
    message: '{targets} render different {what} to {path}',
    fix: 'give the targets different output roots, or options with which they agree',
  },
  'overlapping-keys': {
    severity: 'error',
    message: '{key} in {path} is rendered, and so is {other}, which holds it',
    fix: 'this is a mistake in the target; nothing was written',
  },
  'foreign-output': {
    severity: 'error',
    message: '{path} exists, and canonry did not write it',
    fix: 'move it away, or run with --force, which keeps a copy in .canonry/backup',
  },
  'edited-output': {
    severity: 'error',
    message: '{path} was edited by hand since canonry wrote it',
    fix: 'move the edit into the source, then run with --force, which keeps a copy in .canonry/backup',
  },
  'converted-line-ends': {
    severity: 'warning',
    message: 'only the line ends are not as rendered, as after a checkout with core.autocrlf: {what}',
    fix: 'write * text=auto eol=lf into .gitattributes; canonry render writes them with their line ends again',
  },
  'other-source': {
    severity: 'error',
    message: '{path} belongs to another source too, {source}, and is rendered differently there',
    fix: 'rename what both of them render, or run with --force: then it is of this source alone, and the other one reports it',
  },
  'orphaned-outputs': {
    severity: 'info',
    message: 'something below {root} was written from {source}, which is not there any more',
    fix: 'run {command}, which removes what it alone wrote; or move the source back',
  },
  'unknown-owner': {
    severity: 'warning',
    message: '{target} wrote {count} here, first {path}, and is not known any more: what is on record for it stays',
    fix: 'name its package in canonry.toml again; or look with {command} --dry-run at what is on record for it, and then run that without --dry-run',
  },
  'refused-output': {
    severity: 'error',
    message: '{path} cannot be written: {reason}',
    fix: 'correct or remove what is there by hand; canonry guesses nothing about what people wrote',
  },
  'stale-edited': {
    severity: 'warning',
    message: '{path} is {state}, but {reason}, so it stays',
    fix: 'delete it, or run with --force, which keeps a copy in .canonry/backup',
  },
  adopted: {
    severity: 'info',
    message: 'as rendered but not on record, so taken for what canonry wrote: {what}',
    fix: 'canonry clean removes it; keep .canonry/manifest.json in version control, so that nobody has to guess',
  },
  'not-adopted': {
    severity: 'info',
    message: 'as rendered but not on record, and maybe written by a person, so it stays theirs: {what} in {path}',
    fix: 'if it is none of yours, remove it by hand and render again',
  },
  'invalid-manifest': {
    severity: 'error',
    message: '{path} cannot be used: {reason}',
    fix: 'restore it from version control, or delete it: canonry then adopts what is exactly as rendered and reports the rest',
  },
  'nothing-enabled': {
    severity: 'error',
    message: 'no target is enabled, and {count} that canonry wrote would all be removed',
    fix: 'enable a target in {file}, or run canonry clean to remove them',
  },
  'output-root': {
    severity: 'error',
    message: '{path} cannot be the output root: {reason}',
    fix: 'name a directory with --out',
  },
  'write-failed': {
    severity: 'error',
    message: '{path} cannot be written: {reason}; everything is as it was before',
    fix: 'remove the cause and run the command again',
  },
  'changed-meanwhile': {
    severity: 'error',
    message: '{path} changed while canonry ran; everything is as it was before',
    fix: 'run the command again',
  },
  'roll-back-failed': {
    severity: 'error',
    message: '{path} cannot be brought back: {reason}',
    fix: 'remove the cause; the next run of canonry render or canonry clean brings everything back first',
  },
  'left-behind': {
    severity: 'warning',
    message: '{path} cannot be tidied up: {reason}',
    fix: 'everything is written; the next run removes what is left',
  },
  'interrupted-run': {
    severity: 'error',
    message: 'an earlier run was interrupted, and {path} is not finished',
    fix: 'run what was interrupted once more, such as canonry render: it brings that to an end first',
  },
  'foreign-journal': {
    severity: 'error',
    message: '{path} is not from a run in this directory: {reason}',
    fix: 'delete it, and files whose names begin with .canonry-; they were copied from elsewhere',
  },
  'output-locked': {
    severity: 'error',
    message: '{holder} is writing to {path}',
    fix: 'wait until it has ended, and run the command again',
  },
  'output-locked-elsewhere': {
    severity: 'error',
    message: '{holder} holds the lock of {path}, and whether it still runs cannot be seen from here',
    fix: 'wait until it has ended; if it is over, delete {lock} and run the command again',
  },
  'output-drift': {
    severity: 'error',
    message: '{path} is not as rendered: {reason}',
    fix: 'run {command}',
  },
} as const;
