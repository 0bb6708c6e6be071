import type { Question } from '../target.js';

/** Where a harness is imagined to stand when it is asked. */
export type QuestionPlace = Pick<Question, 'trusted' | 'home' | 'project' | 'pathPrefix' | 'scope'>;

/** A project in a directory of its own, at the top of its Git work tree. */
export const ORDINARY_PLACE: QuestionPlace = {
  trusted: true,
  home: '/home/someone',
  project: '/home/someone/work/project',
  pathPrefix: '',
  scope: 'project',
};
