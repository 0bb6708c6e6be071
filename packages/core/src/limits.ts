/** What is read at most: far above what a person writes, far below what makes a machine suffer. */
export const LIMITS = {
  /** Bytes of a file. */
  toml: 1024 * 1024,
  prompt: 1024 * 1024,
  markdown: 1024 * 1024,
  skillFile: 16 * 1024 * 1024,
  /** All files of one skill together, in bytes and in number. */
  skill: 64 * 1024 * 1024,
  skillFiles: 1000,
  /** How many directories may be in each other below a skill. */
  skillDepth: 32,
  /** UTF-16 units of a line or text in a TOML file: the second parser passes the characters of a text as arguments. */
  tomlText: 65_536,
  /** UTF-16 units of a front matter. */
  frontMatter: 16_384,
  /** How deep tables, lists and arrays may be nested. */
  depth: 50,
  /** How many diagnostics of one code are shown for one file. */
  repetitions: 100,
} as const;
