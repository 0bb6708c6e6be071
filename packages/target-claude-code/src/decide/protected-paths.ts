/** Written to only after a question, whatever the settings and hooks allow: what harnesses, shells and editors run or obey. */
export function isProtected(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  if (FILES.has(parts.at(-1) ?? '')) return true;
  return parts.some((part, at) => DIRECTORIES.has(part) && !(part === '.claude' && parts[at + 1] === 'worktrees'));
}

/** Asked about as well, also to be read: names that Windows would take for others. */
export function isDoubtful(path: string): boolean {
  const names = path.trim().split('/');
  return names.some((name) => /[.\s]$|~\d/.test(name)) || /\.(?:con|prn|aux|nul|(?:com|lpt)[1-9])$/i.test(path.trim());
}

const DIRECTORIES = new Set([
  '.claude',
  '.git',
  '.vscode',
  '.idea',
  '.husky',
  '.devcontainer',
  '.cargo',
  '.mvn',
  '.yarn',
]);

const FILES = new Set(
  (
    '.gitconfig .gitmodules .ripgreprc .mcp.json .claude.json .bashrc .bash_profile .bash_login .bash_logout ' +
    '.profile .zshrc .zprofile .zshenv .zlogin .npmrc .yarnrc .yarnrc.yml .pnp.cjs .pnp.loader.mjs bunfig.toml ' +
    '.bunfig.toml .envrc .pre-commit-config.yaml .lefthook.yml lefthook.yml .bazelrc pyrightconfig.json'
  ).split(' '),
);
