import type { FileEntry, FileTree, Policy, Question } from '@canonry/core';
import { chooseSubjects, lineFor } from '@canonry/core/testing';
import { opencode } from '@canonry/target-opencode';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { judge, showMismatch } from './judge.js';
import { startOracle, type Oracle } from './oracle.js';
import { randomPermission, type RandomPermission } from './random-permission.js';
import { randomFrom, sample, SEED } from '../shared/sample.js';
import { makeProject } from './server.js';
import { isNightly, report } from '../shared/totals.js';

const POLICIES = isNightly ? 160 : 32;
const QUESTIONS = isNightly ? 30 : 20;

let oracle: Oracle;
beforeAll(async () => {
  oracle = await startOracle();
});
afterAll(() => oracle.stop());

it('decides permissions that anybody could have written as the real program does', async () => {
  console.log(`seed ${SEED}`);
  const random = randomFrom(SEED);
  const permissions = Array.from({ length: POLICIES }, () => randomPermission(random));
  const files: FileTree = new Map(permissions.map((permission, index) => agentFile(`agent-${index}`, permission)));
  const place = {
    trusted: true,
    home: oracle.server.home,
    project: makeProject(oracle.server, files),
    pathPrefix: '',
    scope: 'project',
  } as const;
  const mismatches: string[] = [];
  let decisions = 0;
  for (const [index, permission] of permissions.entries()) {
    const role = index % 5 === 4 ? ('subagent' as const) : ('main' as const);
    const asked = sample(random, inputsFor(permission), QUESTIONS);
    const questions = asked.map((one): Question => ({ ...place, ...one, role, agent: `agent-${index}` }));
    const judged = await judge(oracle, opencode, files, questions);
    decisions += judged.length;
    mismatches.push(...judged.filter(({ agrees }) => !agrees).map((one) => showMismatch(one, permission)));
  }
  report({ policies: POLICIES, decisions, mismatches: mismatches.length });
  expect(mismatches, `seed ${SEED}`).toEqual([]);
});

/** JSON is YAML, so the key is written as it stands. */
function agentFile(name: string, permission: RandomPermission): [string, FileEntry] {
  const text = `---\nmode: all\npermission: ${JSON.stringify(permission)}\n---\nAn agent.\n`;
  return [`.opencode/agent/${name}.md`, { bytes: new TextEncoder().encode(text), executable: false }];
}

type Input = Pick<Question, 'tool' | 'input'>;

const OTHERS: readonly Input[] = [
  'webfetch http://127.0.0.1:9/',
  'websearch what is a test',
  'todo ',
  'question ',
  'task general',
  'task nobody',
  'glob **/*.ts',
  'grep TODO',
  'skill customize-opencode',
  'read .env',
  'read src/a',
  'read ..foo/x',
  'edit src/b',
  'read /etc/hosts',
  'read /etc',
  'read /usr/lib',
].map((text) => ({ tool: text.slice(0, text.indexOf(' ')), input: text.slice(text.indexOf(' ') + 1) }));

const LINES = [
  'git status && rm -rf x | grep foo; echo hi > out.txt',
  'echo $(whoami) `date`',
  'FOO=1 git push',
  'bash -c "rm y"',
  '(rm c)',
  '! rm q',
  '{ rm a; }; f(){ rm b; }; f',
  'if ls; then rm a; fi',
  'ls\nrm b',
  'cat <(ls)',
  'cat <<EOF | sh\nrm x\nEOF',
  'cd /usr && ls',
  'cd src',
  'X=1',
  'X=1 > f',
  'export X=$(rm a)',
  'cat /etc/passwd',
  'cat /etc',
  'rm -r /usr/lib /etc ~/p',
  'echo hi > /etc/zz',
  'ls ~/x',
  'git   status',
  'ls && git push --force > log',
  'ls | cat > out.txt',
  '> out.txt',
  '(ls) > out.txt',
  'time git push',
  '((x = 1))',
  '[[ -f a ]] && rm b',
  'rm -rf ../../x ~/y "/usr/a b" $HOME/z',
  'chmod +x /usr/a',
  '"git" push',
  'git push 2>&1',
  '# nothing',
  '',
];

function inputsFor(permission: RandomPermission): readonly Input[] {
  const chosen = Object.entries(permission).flatMap(([tool, rules]): readonly Input[] => {
    if (typeof rules === 'string' || !['bash', 'read', 'edit', 'task', 'glob', 'grep'].includes(tool)) return [];
    const policy: Policy = {
      tool,
      intent: 'ask',
      rules: Object.entries(rules).map(([pattern, action]) => ({ pattern, action })),
    };
    const subjects = chooseSubjects(policy).filter((subject) => !/^[~$]/.test(subject));
    const inputs = tool === 'bash' ? subjects.map(lineFor).filter((line) => line !== null) : subjects;
    return inputs.map((input) => ({ tool, input }));
  });
  const all = [...chosen, ...LINES.map((input) => ({ tool: 'bash', input })), ...OTHERS];
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}
