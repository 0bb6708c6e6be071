import { spawnSync } from 'node:child_process';

/** What the bash of this machine says of texts. It never runs one: it parses, prints what it parsed, or takes quotes away. */

/** Whether it finds each line well-formed. */
export function bashAccepts(lines: readonly string[]): readonly boolean[] {
  const answers = eachLine(lines, 'bash -O extglob -n -c -- "$line" 2>&1; printf %s $?');
  // A malformed test sets no status, and an endless here-document is only warned of.
  return answers.map((answer) => /^(?:.*warning: .*\n)*0$/.test(answer));
}

/** Each line as bash prints what it has parsed. */
export function bashPrints(lines: readonly string[]): readonly string[] {
  return eachLine(lines, 'printf "%s\\n" "$line" > "$file"; bash --pretty-print -O extglob "$file" 2>/dev/null');
}

/** Words of quotes and escapes alone, without them. */
export function bashUnquotes(words: readonly string[]): readonly string[] {
  return run(['-s'], words.map((word) => `printf '%s\\0' ${word}\n`).join(''));
}

function eachLine(lines: readonly string[], command: string): readonly string[] {
  const script = `file=$(mktemp); trap 'rm "$file"' EXIT; while IFS= read -r -d '' line; do ${command} < /dev/null; printf '\\0'; done`;
  return run(['-c', script], lines.map((line) => `${line}\0`).join(''));
}

/** What it writes, between the NUL characters. */
function run(options: readonly string[], input: string): readonly string[] {
  const { stdout, error } = spawnSync('bash', ['--norc', '--noprofile', ...options], {
    input,
    encoding: 'utf8',
    env: { LC_ALL: 'C.UTF-8', PATH: process.env['PATH'] ?? '' },
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  return stdout.split('\0').slice(0, -1);
}
