import type { MeasuredCase } from './measured-cases.js';
import { pick, sample } from '../shared/sample.js';

const COMMANDS = [
  'mytool *',
  'mytool run:*',
  'mytool run',
  'mytool * main',
  'git *',
  'git push --force*',
  'git status',
  'git log:*',
  'rm -rf *',
  '* --force',
  'npm run *',
  'ls *',
  'cat *',
  'touch *',
  'echo *',
  'sudo *',
  '*',
  'mytool a*b',
  'cp *',
];
const PATHS = [
  '/docs/**',
  'docs/**',
  '**/docs/**',
  '*.md',
  '/src/*',
  '~/notes/**',
  '//etc/**',
  '//**',
  '**',
  'src',
  '.env',
  '/a/b/**',
  'docs/*',
  '/**',
  './docs/**',
  '/*.md',
  '/src/a?',
  'SRC/**',
];
const WHOLE = [
  'Bash',
  'Edit',
  'Write',
  'Read',
  'WebFetch',
  'WebSearch',
  'Skill',
  'Edit(*)',
  'Write(docs/**)',
  'Glob(src/**)',
];
const NAMED = [
  'WebFetch(domain:example.com)',
  'WebFetch(domain:*.example.com)',
  'Skill(deploy)',
  'Skill(dep *)',
  'Agent(other)',
  'Bash(',
  'NotebookEdit(docs/**)',
  'Zzz(x)',
  'WebSearch(abc)',
];
const TOOLS = ['Bash', 'Edit', 'Write', 'Read', 'Glob', 'Grep', 'WebFetch', 'Skill', 'Agent', 'Bash(git *)', 'Nothing'];
const MODES = ['default', 'acceptEdits', 'dontAsk', 'plan', 'bypassPermissions', 'manual', 'bogus'];

type Random = () => number;

/** Settings and one agent as anybody could have written them. */
export function randomCase(random: Random, at: number): MeasuredCase {
  const isMain = random() < 0.4;
  const permissions = {
    ...(random() < 0.75 ? { allow: rules(random, 4) } : {}),
    ...(random() < 0.4 ? { ask: rules(random, 2) } : {}),
    ...(random() < 0.5 ? { deny: rules(random, 3).filter((rule) => rule !== 'Bash') } : {}),
    ...(random() < 0.4 ? { defaultMode: pick(random, MODES.slice(0, 4)) } : {}),
  };
  const hooks = random() < 0.25 ? { hooks: { PreToolUse: [hook(random)] } } : {};
  const scope = random() < 0.2 ? 'user' : 'project';
  const settings = JSON.stringify({ permissions, ...hooks });
  const path = scope === 'user' ? '~/.claude/settings.json' : '.claude/settings.json';
  return {
    name: `random-${at}`,
    files: { 'a.md': 'x', [path]: random() < 0.05 ? `${settings},` : settings, ...skill('deploy', scope) },
    agents: { tested: frontMatter(random), other: '' },
    trusted: random() < 0.8,
    main: isMain ? 'tested' : undefined,
    scope,
    asked: {},
  };
}

function rules(random: Random, most: number): readonly string[] {
  const count = 1 + Math.floor(random() * most);
  return Array.from({ length: count }, () => {
    const kind = random();
    if (kind < 0.45) return `Bash(${pick(random, COMMANDS)})`;
    if (kind < 0.75) return `${pick(random, ['Edit', 'Read'])}(${pick(random, PATHS)})`;
    return pick(random, kind < 0.88 ? WHOLE : NAMED);
  });
}

function frontMatter(random: Random): string {
  const lines = [
    ...(random() < 0.3 ? [`tools: ${sample(random, TOOLS, 4).join(', ')}`] : []),
    ...(random() < 0.25 ? [`disallowedTools: [${sample(random, TOOLS, 2).join(', ')}]`] : []),
    ...(random() < 0.35 ? [`permissionMode: ${pick(random, MODES)}`] : []),
    ...(random() < 0.35 ? [`hooks: ${JSON.stringify({ PreToolUse: [hook(random), hook(random)] })}`] : []),
  ];
  return lines.join('\n');
}

function hook(random: Random): unknown {
  const decision = pick(random, ['allow', 'ask', 'deny']);
  const output = { hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: decision } };
  const command = pick(random, [
    `echo '${JSON.stringify(output)}'`,
    'exit 2',
    'exit 1',
    'nothing-like-this',
    'echo hi',
  ]);
  const conditions = [
    ...COMMANDS.map((text) => `Bash(${text})`),
    ...PATHS.slice(0, 7).flatMap((text) => [`Write(${text})`, `Edit(${text})`]),
  ];
  return {
    ...(random() < 0.7 ? { matcher: pick(random, ['Bash', 'Edit|Write', '*', 'Read', 'Web.*', 'bash']) } : {}),
    hooks: [{ type: 'command', command, ...(random() < 0.6 ? { if: pick(random, conditions) } : {}) }],
  };
}

function skill(name: string, scope: string): Readonly<Record<string, string>> {
  const path = `${scope === 'user' ? '~/' : ''}.claude/skills/${name}/SKILL.md`;
  return { [path]: `---\nname: ${name}\ndescription: a skill\n---\nDo it.\n` };
}

/** Things to ask for, near the borders of those rules. */
export const QUESTIONS: readonly (readonly [tool: string, input: string])[] = [
  ...[
    'mytool',
    'mytool x',
    'mytool run',
    'mytool run x',
    'mytool push origin main',
    'mytoolx',
    'mytool axb',
    'git status',
    'git log --oneline',
    'git push',
    'git push --force',
    'git push --force-with-lease',
    'sudo git push --force',
    'git commit -m x',
    'rm -rf build',
    'rm -rf src docs',
    'rm a.md',
    'ls',
    'ls -la src',
    'ls /etc',
    'cat a.md',
    'cat /etc/hosts',
    'cat docs/x',
    'npm run build',
    'npm run build && git push --force',
    'mytool run; rm -rf x',
    'ls | mytool x',
    'mytool x > docs/out.txt',
    'echo hi > src/a',
    'echo hi > .git/config',
    'touch docs/x',
    'touch src/a.md',
    'mytool $(git status)',
    'mytool $X',
    '(mytool x)',
    'FOO=1 mytool x',
    'NODE_ENV=x mytool x',
    'timeout 5 mytool x',
    'for i in a b; do mytool $i; done',
    'bash -c "mytool x"',
    "mytool 'a  b'",
    'mytool x &',
    'cd src && mytool x',
    'mytool x # rm -rf y',
    'cp a.md docs/a.md',
    'X=1; mytool $X',
    'mytool --force',
    'if true; then mytool x; fi',
    'mytool x 2>&1 | cat',
    'find . -name x',
    'find . -delete',
    'echo "a;b"',
    'xargs mytool x',
  ].map((line) => ['bash', line] as const),
  ...[
    'a.md',
    'docs/x',
    'src/docs/x.md',
    'src/ab',
    'a/b/c',
    '.env',
    '/etc/nothing',
    '~/notes/x',
    '.claude/x',
    '.git/x',
    'SRC/a1',
    'x.MD',
  ].flatMap((path) => [['read', path] as const, ['edit', path] as const]),
  ...['https://example.com/', 'https://sub.example.com/x', 'https://docs.python.org/3/', 'https://example.org/'].map(
    (url) => ['webfetch', url] as const,
  ),
  ['websearch', 'abc'],
  ['skill', 'deploy'],
  ['glob', '*'],
  ['grep', 'x'],
  ['todo', ''],
  ['question', ''],
];
