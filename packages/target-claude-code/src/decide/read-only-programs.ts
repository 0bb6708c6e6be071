/** A program that Claude Code runs unasked, as far as it does. Measured option by option on version 2.1.329. */
export interface ReadOnlyProgram {
  /** Options that make it ask; without `accepts`, all others run. */
  readonly refuses?: readonly string[];
  /** The only options that run: letters of short ones, names of long ones. */
  readonly accepts?: { readonly short: string; readonly long: readonly string[] };
  /** Whether it may have arguments beside options. */
  readonly operands: boolean;
  /** Options that take the next word along. */
  readonly valued?: readonly string[];
  /** An argument with an expansion of names (`*`) makes it ask. */
  readonly literal?: boolean;
}

const ANY: ReadOnlyProgram = { operands: true };
const LITERAL: ReadOnlyProgram = { operands: true, literal: true };
const ALONE: ReadOnlyProgram = { operands: false, accepts: { short: '', long: [] } };

function closed(short: string, long = '', extra: Partial<ReadOnlyProgram> = {}): ReadOnlyProgram {
  return { operands: true, literal: true, accepts: { short, long: long.split(' ') }, ...extra };
}

const GREP = closed(
  'ABCDEFGHILPRVabcdefhilmnoqrsvwxz',
  'after-context basic-regexp before-context binary-files byte-offset color colour context count dereference-recursive devices ' +
    'directories exclude exclude-dir exclude-from extended-regexp file files-with-matches files-without-match fixed-strings help ' +
    'ignore-case include initial-tab invert-match label line-buffered line-number line-regexp no-filename no-ignore-case no-messages ' +
    'null null-data only-matching perl-regexp quiet recursive regexp silent text version with-filename word-regexp',
  { literal: false },
);
const CHECKSUM = closed('bctwz', 'binary check help ignore-missing quiet status strict tag text version warn zero', {
  literal: false,
});

/** By name. What is not here asks. */
export const READ_ONLY_PROGRAMS: ReadonlyMap<string, ReadOnlyProgram> = new Map<string, ReadOnlyProgram>([
  ...'ls cat head tail wc stat du df diff cmp cut tr column rev tac nl basename dirname realpath readlink hexdump od strings'
    .split(' ')
    .map((name) => [name, ANY] as const),
  ...'comm paste fold expand unexpand fmt pr seq expr id uname uptime free nproc locale groups tsort numfmt cal type sleep true false'
    .split(' ')
    .map((name) => [name, LITERAL] as const),
  ['echo', ANY],
  ['printf', closed('')],
  ['test', LITERAL],
  ['[', LITERAL],
  ...'pwd whoami history help'.split(' ').map((name) => [name, ALONE] as const),
  ['hostname', closed('Vhv', 'version help', { operands: false })],
  ['arch', closed('h', 'help', { operands: false })],
  ['uniq', closed('Vchiduv', 'count repeated unique ignore-case help version', { operands: false })],
  ['ss', closed('Vhtlnaupxsemiof46', 'help version family', { operands: false, valued: ['-f', '--family'] })],
  ['ifconfig', closed('')],
  ['tput', closed('TVx')],
  ['man', closed('kfwSsahd', 'whatis apropos all')],
  [
    'date',
    closed('duRIr', 'date rfc-3339 reference help version utc universal iso-8601', {
      operands: false,
      valued: ['-d', '-r', '--date', '--reference', '--rfc-3339'],
    }),
  ],
  ['jq', { operands: true, literal: true, refuses: ['--slurpfile', '--rawfile', '-f', '--from-file', '-L'] }],
  [
    'find',
    {
      operands: true,
      literal: true,
      refuses: '-fprint -fprint0 -fprintf -fls -exec -execdir -ok -okdir -delete -files0-from'.split(' '),
    },
  ],
  ['grep', GREP],
  ['egrep', GREP],
  ['fgrep', GREP],
  ['md5sum', CHECKSUM],
  ['sha1sum', CHECKSUM],
  ['sha256sum', CHECKSUM],
  [
    'sort',
    closed(
      'CMRSVbcdfghiktmnrsuz',
      'buffer-size check dictionary-order field-separator general-numeric-sort help human-numeric-sort ignore-case ' +
        'ignore-leading-blanks ignore-nonprinting key merge month-sort numeric-sort random-sort reverse sort stable unique version ' +
        'version-sort zero-terminated',
    ),
  ],
  ['rg', closed('ABCFSTacefgimhlnotuvw', 'glob heading help hidden json no-ignore stats version context max-count')],
  ['tree', closed('CHIJPXadfhinvL', 'du help version')],
  ['ps', closed('AVafpu', 'help version', { literal: true })],
  [
    'file',
    closed(
      '0FLbchiklnprsv',
      'apple brief dereference exclude exclude-quiet help keep-going list mime mime-encoding mime-type no-buffer no-dereference ' +
        'preserve-date print0 raw separator special-files version',
    ),
  ],
  ['base64', closed('Ddhi', 'decode help ignore-garbage version')],
  [
    'pgrep',
    closed(
      'FGLOPUVacdfgilnorstuvwx',
      'count delimiter euid exact full group help ignore-case inverse lightweight list-full list-name newest ns nslist older ' +
        'oldest parent logpidfile pgroup pidfile runstates session terminal uid version',
    ),
  ],
  ['which', closed('Vav', 'help version')],
  ['fd', closed('HIVaeght', 'help version')],
  ['fdfind', closed('Vah', 'help version')],
  ['lsof', closed('EFKLNOPQRSTUVXabcdeghilnoprstuvx')],
  ['netstat', closed('agilnrsv')],
]);

/** Subcommands that run unasked, and the options of each that make it ask. */
export const READ_ONLY_GIT: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...'status log diff show shortlog rev-parse rev-list ls-files blame describe merge-base for-each-ref'
    .split(' ')
    .map((name) => [name, ['--output', '--ext-diff', '--exec', '--format-patch']] as const),
  ['grep', ['-O', '--open-files-in-pager']],
  ['cat-file', ['--batch', '--batch-check', '--batch-command']],
]);

export const READ_ONLY_DOCKER: ReadonlySet<string> = new Set(['ps', 'images', 'logs', 'inspect']);

/** Whole commands. */
export const READ_ONLY_COMMANDS: ReadonlySet<string> = new Set(
  (
    'node -v|node --version|python --version|python3 --version|cd -|git ls-remote|git remote|git remote -v|' +
    'git stash list|git stash show|git worktree list|git worktree list --porcelain|git reflog|git reflog show|' +
    'ip addr|git tag|git tag -l|git tag --list|xargs'
  ).split('|'),
);

/** What xargs may run. */
export const READ_ONLY_UNDER_XARGS: ReadonlySet<string> = new Set(['grep', 'wc', 'echo', 'head', 'tail']);
