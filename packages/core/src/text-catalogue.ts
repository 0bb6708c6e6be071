/** The part of the catalogue about texts that models read; `diagnostic-catalogue.ts` says what the fields are. */
export const TEXT_CATALOGUE = {
  // Prompts, coding rules, context files, skills
  'text-byte-order-mark': {
    severity: 'warning',
    message: 'the text begins with a byte order mark, and the model will read it',
    fix: 'save the file without byte order mark; canonry keeps the bytes as they are',
  },
  'text-carriage-return': {
    severity: 'warning',
    message: 'the text has {count}, the first on line {first}',
    fix: 'save the file with LF line ends; canonry keeps the bytes as they are',
  },
  'text-control-character': {
    severity: 'warning',
    message: 'the text holds the control character {character}',
    fix: 'remove it; terminals obey such characters, and people do not see them',
  },
  'text-bidirectional': {
    severity: 'warning',
    message: 'the text holds {character}, which makes people read another order than machines do',
    fix: 'remove it, or make sure that the text means the same in both orders',
  },
  'text-invisible': {
    severity: 'warning',
    message: 'the text holds {character}, which people do not see and machines read',
    fix: 'remove it',
  },

  // Skills
  'skill-front-matter': {
    severity: 'error',
    message: '{path} has no front matter: {reason}',
    fix: 'begin the file with --- and the keys name and description, then --- again',
  },
  'skill-yaml': {
    severity: 'error',
    message: 'the front matter cannot be read as YAML: {reason}',
    fix: 'correct the line; put text with a colon into double quotes',
  },
  'skill-unknown-key': {
    severity: 'warning',
    message: '{key} is not a key of the Agent Skills specification',
    fix: 'move it below metadata; the keys are {known}',
  },
} as const;
