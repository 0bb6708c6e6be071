/** What the texts of a host file look like: closed shapes, so that nothing else reaches a unit file. */
const PART = String.raw`\d{1,2}(?:\.\.\d{1,2})?(?:/[1-9]\d?)?`;
const PARTS = String.raw`(?:\*|${PART}(?:,${PART})*)`;
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const DAYS = String.raw`${DAY}(?:\.\.${DAY})?(?:,${DAY}(?:\.\.${DAY})?)*`;
const DATE = String.raw`(?:(?:\*|\d{4})-)?${PARTS}-${PARTS}`;
const TIME = `${PARTS}:${PARTS}(?::${PARTS})?`;
const WORDS = 'minutely|hourly|daily|weekly|monthly|quarterly|semiannually|yearly';

const SPAN_UNIT = '(?:s|sec|seconds?|m|min|minutes?|h|hr|hours?|d|days?|w|weeks?)';
const SPAN = `[1-9]\\d{0,6}${SPAN_UNIT}`;

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const DOMAIN = String.raw`${LABEL}(?:\.${LABEL})*`;
const HTTP = `https?://(?:${DOMAIN}|\\[[0-9A-Fa-f:]+\\])(?::\\d{1,5})?`;
const URL_PATH = '(?:/[A-Za-z0-9._~/-]*)?';
const GIT_PATH = '[A-Za-z0-9._~/-]+';

export const SHAPES = {
  calendar: new RegExp(`^(?:${WORDS}|(?:${DAYS}(?: ${DATE})?(?: ${TIME})?|${DATE}(?: ${TIME})?|${TIME})(?: UTC)?)$`),
  timeSpan: new RegExp(`^${SPAN}(?: ?${SPAN})*$`),
  size: /^[1-9]\d{0,6}[KMGT]$/,
  cpu: /^[1-9]\d{0,5}%$/,
  fullName: /^[^:]*$/,
  email: new RegExp(`^(?=.{3,254}$)[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,62}[A-Za-z0-9_+-])?@${DOMAIN}$`),
  program: /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._+@-]+)+$/,
  command: /^(?:[A-Za-z0-9_][A-Za-z0-9._+@-]*|(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._+@-]+)+)$/,
  argument: /^[^\u0000-\u001F\u007F-\u009F\u2028\u2029]*$/,
  httpUrl: new RegExp(`^${HTTP}${URL_PATH}$`),
  localUrl: new RegExp(`^https?://(?:localhost|127\\.0\\.0\\.1|\\[::1\\])(?::\\d{1,5})?${URL_PATH}$`),
  repository: new RegExp(
    `^(?:https://${DOMAIN}(?::\\d{1,5})?/${GIT_PATH}|(?:ssh://)?[A-Za-z0-9_][A-Za-z0-9._-]*@${DOMAIN}[:/]${GIT_PATH}|/${GIT_PATH})$`,
  ),
  publicKey: /^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}(?: [A-Za-z0-9._@+-]{1,100})?$/,
  authorizedKey:
    /^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com) AAAA[A-Za-z0-9+/]{40,4000}={0,2}(?: [A-Za-z0-9._@+-]{1,100})?$/,
  resolution: /^[1-9]\d{2,4}x[1-9]\d{2,4}$/,
  branchPrefix: /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\/[A-Za-z0-9][A-Za-z0-9_-]*)*$/,
  serverName: /^(?=.{1,40}$)[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$/,
} as const;

export type Shape = keyof typeof SHAPES;

/** What is wrong with a text that has not the shape, and one that has. */
const ADVICE: Readonly<Record<Shape, { readonly reason: string; readonly example: string }>> = {
  calendar: {
    reason: 'it is no calendar event that canonry knows',
    example: 'one such as "*:0/15", "Mon..Fri 08:00" or "daily"',
  },
  timeSpan: { reason: 'it is no time span with units, or none at all', example: 'one such as "90min" or "1h 30min"' },
  size: { reason: 'it is no size with a unit', example: 'one such as "512M" or "8G"' },
  cpu: { reason: 'it is no percentage of one processor', example: 'one such as "50%" or "400%"' },
  fullName: { reason: 'the file of accounts separates its fields by colons', example: 'one such as "Research Agent"' },
  email: { reason: 'it is no address', example: 'one such as "researcher@example.org"' },
  program: {
    reason: 'it is no absolute path of letters, digits and ._+@-',
    example: 'one such as "/usr/local/lib/agent-host/task-loop"',
  },
  command: { reason: 'it is neither the name of a program nor an absolute path', example: 'one such as "npx"' },
  argument: { reason: 'it holds a control character', example: 'one line of printable characters' },
  httpUrl: {
    reason: 'it is no address of a page, or has more than host, port and path',
    example: 'one such as "https://host/path"',
  },
  localUrl: {
    reason: 'only servers on this machine are allowed here',
    example: 'one such as "http://127.0.0.1:8080/mcp"',
  },
  repository: {
    reason: 'it is neither https nor ssh nor an absolute path',
    example: 'one such as "git@example.org:team/space.git"',
  },
  publicKey: { reason: 'it is no public ed25519 key', example: 'the line that canonry host keys prints' },
  authorizedKey: {
    reason: 'it is no public key on a line of its own, without options',
    example: 'one such as "ssh-ed25519 AAAA… name"',
  },
  resolution: { reason: 'it is no width and height', example: 'one such as "1920x1080"' },
  branchPrefix: { reason: 'it is no beginning of a branch name', example: 'one such as "agent-researcher"' },
  serverName: {
    reason: 'it is no name of at most 40 lower-case letters and digits',
    example: 'one such as "chrome-devtools"',
  },
};

/** Why a text cannot be what it should be, and what could stand there. */
export function whyNotShaped(
  shape: Shape,
  text: string,
): { readonly reason: string; readonly example: string } | undefined {
  if (!SHAPES[shape].test(text)) return ADVICE[shape];
  return shape === 'calendar' && !isPossibleTime(text) ? ADVICE.calendar : undefined;
}

/** No month 13, no hour 24, nothing that runs backwards. */
function isPossibleTime(text: string): boolean {
  const [time = ''] = /(?:^| )[^ ]*:[^ ]*/.exec(text) ?? [];
  const [date = ''] = /(?:^| )[^ :A-Za-z]*-[^ :]*/.exec(text) ?? [];
  const [hour = '', minute = '', second = ''] = time.trim().split(':');
  const [day = '', month = ''] = date.trim().split('-').toReversed();
  return (
    isPossible(hour, 0, 23) &&
    isPossible(minute, 0, 59) &&
    isPossible(second, 0, 59) &&
    isPossible(month, 1, 12) &&
    isPossible(day, 1, 31) &&
    isForward(text)
  );
}

function isPossible(parts: string, least: number, most: number): boolean {
  return [...parts.matchAll(/(\d+)(?:\.\.(\d+))?(?:\/(\d+))?/g)].every(([, first, last = first, step = '1']) => {
    const [from, to] = [Number(first), Number(last)];
    return from >= least && from <= to && to <= most && Number(step) <= most;
  });
}

const WEEK = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function isForward(text: string): boolean {
  return [...text.matchAll(/([A-Z][a-z]{2})\.\.([A-Z][a-z]{2})/g)].every(
    ([, from = '', to = '']) => WEEK.indexOf(from) <= WEEK.indexOf(to),
  );
}
