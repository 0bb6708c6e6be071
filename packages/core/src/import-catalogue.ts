/** The part of the catalogue about reading what other tools have; `diagnostic-catalogue.ts` says what the fields are. */
export const IMPORT_CATALOGUE = {
  // What cannot be read
  'import-nothing': {
    severity: 'error',
    message: 'there is nothing to import at {path}: {reason}',
    fix: '{advice}',
  },
  'import-unreadable': {
    severity: 'error',
    message: '{path} cannot be read: {reason}',
    fix: 'correct the file, and import again',
  },
  'import-invalid-value': {
    severity: 'error',
    message: '{key} is {value}, for which {harness} {consequence}',
    fix: 'write {expected}',
  },
  'import-two-of-a-name': {
    severity: 'error',
    message: '{file} and {other} both define the agent {agent}, and nobody promises which of them counts',
    fix: 'remove one of the two',
  },
  'import-prompt-file': {
    severity: 'error',
    message: 'the prompt {reference} cannot be read: {reason}',
    fix: 'put the file there, or correct the path',
  },
  'import-variable': {
    severity: 'error',
    message: '{key} holds {variable}, which stands for another text on every machine',
    fix: 'write the text itself',
  },
  'import-below-work-tree': {
    severity: 'error',
    message: 'the rule {rule} is read from the top of the Git work tree, and {prefix} is below it',
    fix: 'import from the top of the work tree, or write the rule so that it begins with *',
  },

  // What is not imported
  'import-skipped-agent': {
    severity: 'warning',
    message: 'the agent {agent} is not imported: {reason}',
    fix: 'it stays where it is; create it with canonry new if canonry should have it',
  },
  'import-skipped-skill': {
    severity: 'warning',
    message: 'the skill {skill} is not imported: {reason}',
    fix: 'mend it and copy its directory to skills/ by hand',
  },
  'import-dropped-key': {
    severity: 'warning',
    message: '{key} has no place in an agent.toml',
    fix: '{place}',
  },
  'import-unknown-key': {
    severity: 'warning',
    message: '{key} is no key of {harness}, which {consequence}',
    fix: 'nothing of it is imported; if it was meant to restrict something, say that in agent.toml',
  },
  'import-left-alone': {
    severity: 'info',
    message: 'not about agents, and left where it is: {keys}',
    fix: 'nothing has to be done; canonry edits only its own keys of that file',
  },

  // What is said in another way
  'import-renamed': {
    severity: 'warning',
    message: 'the agent {agent} is called {name} here',
    fix: 'use the new name where people or agents call it; once it is rendered, remove the old file',
  },
  'import-collision': {
    severity: 'warning',
    message: '{agents} of {harness} would all be called {wanted} here; they are called {names}',
    fix: 'rename those that should have other names: the directory, and name in its agent.toml',
  },
  'import-conflict': {
    severity: 'warning',
    message: '{agent} has another {key} in {other} than in {harness}: {theirs}',
    fix: 'that of {harness} counts here; write what you mean in agent.toml',
  },
  'import-skill-conflict': {
    severity: 'warning',
    message: 'the skill {skill} holds other files in {other} than in {harness}',
    fix: 'those of {harness} are imported; compare them',
  },
  'import-rights-differ': {
    severity: 'warning',
    message: '{agent} may do other things in {other} than in {harness} ({harness}, {other}): {differences}',
    fix: 'the stricter counts here, on every subject; write what you mean in agent.toml',
  },
  'import-primary': {
    severity: 'warning',
    message: '{target} has one main agent, and several of these could be it: {agent}, the first, is',
    fix: 'name another as primary in [targets.{target}] of canonry.toml, if it should be',
  },
  'import-description': {
    severity: 'warning',
    message: 'the description of {agent} {reason}',
    fix: 'say in one line what it does and when to choose it',
  },
  'import-model': {
    severity: 'warning',
    message: '{value} is not a model that canonry.toml can name',
    fix: 'write provider/model below [models.{target}]',
  },
  'import-guessed': {
    severity: 'warning',
    message: '{what} is guessed: {reason}',
    fix: 'correct it in agent.toml',
  },
  'import-rescued': {
    severity: 'warning',
    message: 'the front matter is no YAML; it is read as {harness} rescues it, with {keys} as plain text',
    fix: 'nothing has to be done; canonry writes such texts in quotes',
  },
  'import-no-tools': {
    severity: 'warning',
    message: '{agent} has no tool at all in {harness}: {key} is there, and names none',
    fix: 'take {key} out before you import, if it should have all of them; here every tool is denied',
  },
  'import-default': {
    severity: 'info',
    message: '{tool} is {action} where none of its rules matches, as {harness} has it: that is its intent now',
    fix: 'write the intent that you mean',
  },
  'import-task-name': {
    severity: 'info',
    message: 'starting {agent} is {action}, whatever its new name would match: {rule} stands below the rules of task',
    fix: 'nothing has to be done',
  },
  'import-dead-rules': {
    severity: 'warning',
    message: 'above {rule} there are rules of {tool} that never decide: {rules}',
    fix: 'the last rule that matches decides; if they were meant to, write them below it in agent.toml',
  },

  // What a harness says and canonry cannot, or the other way round
  'import-no-effect': {
    severity: 'warning',
    message: '{rule} does nothing in {harness}: {reason}',
    fix: '{advice}',
  },
  'import-stricter': {
    severity: 'warning',
    message: 'the rule {rule} becomes stricter: {reason}',
    fix: 'here it is {instead}; write what you mean in agent.toml',
  },
  'import-lost-restriction': {
    severity: 'error',
    message: 'canonry cannot say {rule}: {reason}',
    fix: '{advice}',
  },
  'import-other-tools': {
    severity: 'warning',
    message: '{rule} also stands for tools that canonry has no name for; here it is said for {tools}',
    fix: 'say the others as [permissions.mcp__SERVER], or with [permissions."*"]',
  },
  'import-no-such-tool': {
    severity: 'info',
    message: '{rule} is about a tool that canonry has no name for; {instead}',
    fix: 'nothing has to be done; canonry permits no more than before',
  },
  'import-guessed-server': {
    severity: 'info',
    message: '{key} is taken for the tool {tool} of the MCP server {server}',
    fix: 'correct the name of the table if the server is called otherwise',
  },

  // What holds by itself in a harness, or nearly
  'import-asked': {
    severity: 'info',
    message: 'nothing is said about {tools}, and {harness} asks then: that is their intent now',
    fix: 'write the intent that you mean; what it runs unasked all the same, such as commands that only read, is asked about here',
  },
  'import-elsewhere': {
    severity: 'info',
    message: '{rule} names a place outside of the project, and holds there',
    fix: 'if the project lies in that place, say the same for its files, from the project on',
  },
  'import-case': {
    severity: 'warning',
    message: '{harness} compares {what} without regard to case, canonry with it',
    fix: 'where upper and lower case lead to the same, write rules for every way in which people spell it',
  },
  'import-search': {
    severity: 'warning',
    message: 'what {harness} hides from a search, canonry cannot hide: grep is deny',
    fix: 'let it be ask or allow if other agents may see what the hidden files hold',
  },
  'import-wrappers': {
    severity: 'warning',
    message:
      'denials and questions also hold behind sudo, env, xargs and their like, and for /bin/x as for x; here all such commands are {action}',
    fix: 'remove the rules for the programs that the agent needs',
  },
  'import-paths-in-commands': {
    severity: 'warning',
    message: 'where arguments of {programs} lie outside of the project, or may, the command is {action}',
    fix: 'remove these rules if the agent may name such files',
  },

  // The legacy file, for the time of a migration
  'legacy-not-an-agent': {
    severity: 'error',
    message: '{key} is {actual}, not an object with a description and a prompt',
    fix: 'remove it, or write an agent',
  },
  'legacy-comment': {
    severity: 'warning',
    message: 'the comments of the file are not carried over',
    fix: 'copy what is worth keeping into agent.toml or canonry.toml',
  },
  'legacy-duplicate-key': {
    severity: 'warning',
    message: '{key} stands there twice; the last value counts, at the first place',
    fix: 'remove the one that is not meant',
  },
  'legacy-kept-aside': {
    severity: 'info',
    message: '{member} of {agent} is kept in {record}: {reason}',
    fix: 'nothing has to be done; the export spells it as it was, as long as the agent means the same',
  },
  'legacy-record': {
    severity: 'error',
    message: '{record} cannot be read: {reason}',
    fix: 'restore it, or import the legacy file again; without the record the export knows no order',
  },
  'legacy-changed': {
    severity: 'warning',
    message: '{member} of {agent} has changed since the import, so it is no longer spelled as it was',
    fix: 'nothing has to be done, unless the legacy file must stay as it is',
  },
  'legacy-gone': {
    severity: 'warning',
    message: 'the agent {agent} was imported and is no longer there',
    fix: 'nothing has to be done, if it was removed on purpose',
  },
  'legacy-new': {
    severity: 'warning',
    message: 'the agent {agent} did not come from the legacy file; it is added at the end',
    fix: 'nothing has to be done, if it was added on purpose',
  },
  'legacy-no-place': {
    severity: 'info',
    message: 'the legacy file has no place for {what}',
    fix: 'nothing has to be done; nothing that {agent} may do depends on it',
  },
  'legacy-unsayable': {
    severity: 'error',
    message: 'the legacy file cannot say {rule}: {reason}',
    fix: 'finish the migration without the export, or take the rule out for its time',
  },
  'legacy-widens': {
    severity: 'warning',
    message: 'the legacy file, as OpenCode reads it, would let {agent} do more than its definition: {what}',
    fix: 'canonry render can hold it, or says that it cannot; finish the migration, or do not give this file to OpenCode',
  },
  'legacy-differs': {
    severity: 'error',
    message: 'the export differs from {file}: {difference}',
    fix: 'do not delete the legacy files yet',
  },
} as const;
