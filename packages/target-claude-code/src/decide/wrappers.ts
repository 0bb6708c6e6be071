/**
 * Programs that run another command. What is stripped for allow is little and exact; what is stripped for deny and ask is
 * more, and misses some forms.
 */
export function withoutHarmlessWrapper(words: readonly string[]): readonly string[] | undefined {
  const [name, ...rest] = words;
  switch (name) {
    case 'nohup':
    case 'time':
      return rest[0]?.startsWith('-') === true ? undefined : rest;
    case 'timeout':
      return afterDuration(skip(rest, TIMEOUT_OPTIONS));
    case 'nice':
      return afterNiceness(rest);
    case 'command':
      return rest[0] === '-p' || rest[0] === '--' ? rest.slice(1) : rest;
    case 'noglob':
      return rest;
    case 'builtin':
      return rest[0] === '--' ? rest.slice(1) : rest;
    case 'stdbuf': {
      const options = rest.findIndex((word) => !/^-[ioe](?:L|\d+)$/.test(word));
      return options < 1 ? undefined : rest.slice(options);
    }
    default:
      return undefined;
  }
}

/** The programs that are looked through when denied commands are looked for. */
export const WRAPPERS: readonly string[] = (
  'sudo doas pkexec env watch exec setsid unshare ltrace strace nsenter ionice chrt taskset flock script xargs ' +
  'time nohup timeout nice command builtin noglob stdbuf'
).split(' ');

export function withoutWrapper(words: readonly string[]): readonly string[] | undefined {
  const [path = '', ...rest] = words;
  const name = path.slice(path.lastIndexOf('/') + 1);
  switch (name) {
    case 'env':
      if (rest[0] === '-S') return (rest[1] ?? '').split(' ');
      return skip(rest, ['-u', '--unset', '-C', '--chdir', '-S']).filter(afterAssignments());
    case 'sudo':
    case 'doas':
    case 'pkexec':
      return skip(rest, ['-u', '-g', '-h', '-p', '-C', '-r', '-t', '-T', '-U']).filter(afterAssignments());
    case 'watch':
      return divided(skip(rest, ['-n', '--interval']));
    case 'exec':
      return skip(rest, ['-a']);
    case 'setsid':
    case 'unshare':
    case 'ltrace':
    case 'nsenter':
      return skip(rest, []);
    case 'strace':
      return skip(rest, ['-o', '-e', '-p', '-s']);
    case 'ionice':
      return skip(rest, ['-c', '-n', '-p']);
    case 'chrt':
    case 'taskset':
      return skip(rest, []).slice(1);
    case 'flock': {
      const inner = skip(rest, ['-w']).slice(1);
      return inner[0] === '-c' ? (inner[1] ?? '').split(' ') : inner;
    }
    case 'script':
      return rest[0] === '-c' ? (rest[1] ?? '').split(' ') : undefined;
    case 'time':
      return rest[0] === '-p' ? rest.slice(1) : withoutHarmlessWrapper([name, ...rest]);
    case 'xargs':
      return rest[0]?.startsWith('-') === true ? undefined : rest;
    default:
      return withoutHarmlessWrapper([name, ...rest]);
  }
}

const TIMEOUT_OPTIONS = ['-k', '-s'];

function afterDuration(words: readonly string[]): readonly string[] | undefined {
  return /^\d+(?:\.\d+)?[smhd]?$/.test(words[0] ?? '') ? words.slice(1) : undefined;
}

function afterNiceness(words: readonly string[]): readonly string[] | undefined {
  const [first = '', second = ''] = words;
  if (first === '-n') return /^-?\d+$/.test(second) ? words.slice(2) : undefined;
  if (/^-\d+$/.test(first)) return words.slice(1);
  return first.startsWith('-') ? undefined : words;
}

/** What follows the options; those that are named take the next word along. */
function skip(words: readonly string[], withValue: readonly string[]): readonly string[] {
  let at = 0;
  while (words[at]?.startsWith('-') === true) {
    if (words[at] === '--') return words.slice(at + 1);
    at += withValue.includes(words[at] ?? '') ? 2 : 1;
  }
  return words.slice(at);
}

function afterAssignments(): (word: string) => boolean {
  let isCommand = false;
  return (word) => (isCommand ||= !/^\w+=/.test(word));
}

/** `watch 'git push'` hands a text to a shell. */
function divided(words: readonly string[]): readonly string[] {
  return words.length === 1 ? (words[0] ?? '').split(' ') : words;
}
