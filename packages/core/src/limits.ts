/** The largest files that are read, in bytes. Far above what a person writes, far below what makes a machine suffer. */
export const LIMITS = {
  toml: 1024 * 1024,
  prompt: 1024 * 1024,
  markdown: 1024 * 1024,
  skillFile: 16 * 1024 * 1024,
  /** How many files one skill may have. */
  skillFiles: 1000,
} as const;
