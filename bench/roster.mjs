// The same agents in the source format of each tool: a description, twenty rules and some 3 KB of prompt each.

const COMMANDS =
  'git status,git diff,git log,git push,npm test,npm run,rm -rf,curl,docker ps,kubectl get,make,node,ls,cat,rg,sed -n,jq'.split(
    ',',
  );
const ACTIONS = ['allow', 'allow', 'ask', 'deny'];
const WORDS =
  'agent reads code then plans small safe steps and reports facts with file names before any change is made'.split(' ');

/**
 * The source files of `count` agents, as pairs of path and text: the same bytes each time. With `distinct`, no two agents have
 * the same rules, so that nothing that is known of one can be used again for the next (only in the format of canonry).
 */
export function sourceFiles(format, count, { targets = [], distinct = false } = {}) {
  const random = randomFrom(42);
  const agents = Array.from({ length: count }, (_, index) => ({
    name: `agent-${String(index).padStart(5, '0')}`,
    description: `Does job ${index} for the team and reports`,
    rules: COMMANDS.map((command, rule) => [`${command}${distinct ? `-${index}` : ''} *`, ACTIONS[rule % 4]]),
    prompt: promptOf(random),
  }));
  return FORMATS[format](agents, targets);
}

const FORMATS = {
  canonry: (agents, targets) => [
    ['canonry.toml', targets.map((name) => `[targets.${name}]\n`).join('\n')],
    ...agents.flatMap(({ name, description, rules, prompt }) => [
      [
        `agents/${name}/agent.toml`,
        `name = "${name}"\ndescription = "${description}"\nmode = "subagent"\n\n` +
          `[permissions.bash]\nintent = "ask"\nrules = [\n${rules.map((rule) => `  "${rule.join(':')}",\n`).join('')}]\n\n` +
          '[permissions.edit]\nintent = "deny"\n\n[permissions.webfetch]\nintent = "ask"\n',
      ],
      [`agents/${name}/system-prompt.md`, prompt],
    ]),
  ],
  rulesync: (agents) => [
    ['rulesync.jsonc', JSON.stringify({ targets: ['claudecode', 'opencode'], features: ['subagents'] })],
    ...agents.map((agent) => [
      `.rulesync/subagents/${agent.name}.md`,
      markdown(
        agent,
        `targets: ["*"]\nclaudecode:\n  tools: ${TOOLS}\nopencode:\n  mode: subagent\n${rulesOf(agent, '  ')}`,
      ),
    ]),
  ],
  agentloom: (agents) =>
    agents.map((agent) => [
      `.agents/agents/${agent.name}.md`,
      markdown(agent, `claude:\n  tools: ${TOOLS}\nopencode:\n  mode: subagent\n${rulesOf(agent, '  ')}`),
    ]),
  ruler: (agents) => [
    ['.ruler/AGENTS.md', '# x\n'],
    ['.ruler/ruler.toml', '[agents]\nenabled = true\n'],
    ...agents.map((agent) => [
      `.ruler/agents/${agent.name}.md`,
      markdown(agent, `tools: ${TOOLS}\n${rulesOf(agent, '')}`),
    ]),
  ],
};

const TOOLS = '[Read, Grep, Glob, Bash]';

function markdown({ name, description, prompt }, more) {
  return `---\nname: ${name}\ndescription: ${description}\n${more}---\n${prompt}`;
}

function rulesOf({ rules }, indent) {
  const lines = [
    'permission:',
    '  edit: deny',
    '  webfetch: ask',
    '  bash:',
    '    "*": ask',
    ...rules.map(([pattern, action]) => `    "${pattern}": ${action}`),
  ];
  return lines.map((line) => `${indent}${line}\n`).join('');
}

function promptOf(random) {
  let text = '# Role\n\n';
  while (text.length < 3000)
    text += `- ${Array.from({ length: 8 + random(8) }, () => WORDS[random(WORDS.length)]).join(' ')}.\n`;
  return text;
}

/** Numbers below a bound that look like any, and are always the same. */
function randomFrom(start) {
  let seed = start;
  return (bound) => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return (seed >>> 8) % bound;
  };
}
