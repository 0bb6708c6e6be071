import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../packages/cli/src/commands.js';
import { findUsageProblem } from '../../packages/cli/src/find-usage-problem.js';
import { REPOSITORY } from './cases.js';

const DOCUMENTS = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'].map((name) => join(REPOSITORY, name)),
  ...markdownBelow(join(REPOSITORY, 'docs')),
  ...markdownBelow(join(REPOSITORY, 'examples')),
].map((file) => ({ name: relative(REPOSITORY, file), file, text: readFileSync(file, 'utf8') }));

describe.each(DOCUMENTS)('$name', ({ file, text }) => {
  it('links only to what is there', () => {
    const links = [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !leadsSomewhere(file, link))).toEqual([]);
  });

  it('shows only commands that canonry takes', async () => {
    const problems: string[] = [];
    for (const words of commandsIn(text)) {
      const [name, ...args] = words;
      const entry = commands.find((one) => one.name === name);
      const problem = entry === undefined ? 'no such command' : findUsageProblem(args, (await entry.load()).grammar);
      if (problem !== undefined && !args.includes('--help')) problems.push(`${words.join(' ')}: ${problem}`);
    }
    expect(problems).toEqual([]);
  });
});

function markdownBelow(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : markdownBelow(path);
    return /^(?:README|.*(?<!SKILL|system-prompt))\.md$/.test(entry.name) && !path.includes('/agents/') ? [path] : [];
  });
}

function leadsSomewhere(from: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : join(dirname(from), path);
  if (!existsSync(target)) return false;
  if (anchor === undefined || statSync(target).isDirectory()) return true;
  const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading.toLowerCase().replaceAll(/[^\w\- ]/g, '').replaceAll(' ', '-'),
  );
  return headings.includes(anchor);
}

/** The words of each line of a shell block that calls canonry; what other programs make of its output is theirs. */
function commandsIn(text: string): readonly (readonly string[])[] {
  const blocks = [...text.matchAll(/^```(?:sh|console)\n([^]*?)^```/gm)].map(([, block = '']) => block);
  return blocks
    .flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'))
    .flatMap((line) => /^(?:\$ )?(?:npx )?canonry (.+)$/.exec(line)?.[1] ?? [])
    .map((line) => wordsOf(line));
}

/** Up to a comment, or to what a shell does with the rest. */
function wordsOf(line: string): readonly string[] {
  const words = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)];
  const end = words.findIndex(([whole]) => /^(?:#.*|\|\|?|&&|;|>>?)$/.test(whole));
  return words.slice(0, end === -1 ? words.length : end).map(([, single, double, plain]) => single ?? double ?? plain ?? '');
}
