export { describe, displayNameOf, isModel, isPrompt } from './agent-texts.js';
export { newNames } from './new-names.js';
export { collectSkills, type SkillWords } from './collect-skills.js';
export { textOf, type SourceFile } from './source-file.js';
export { withoutRepetitions } from './without-repetitions.js';
