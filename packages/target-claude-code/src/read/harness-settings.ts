import type { Finding, Place } from '@canonry/core';
import type { Rule } from '../decide/rule.js';

export const LISTS = ['allow', 'ask', 'deny'] as const;
export type List = (typeof LISTS)[number];

/** A rule of a settings file, which knows where it stands. */
export interface HarnessRule extends Rule {
  readonly list: List;
  /** As it is written. */
  readonly text: string;
  readonly where: { readonly file: string; readonly place: Place };
}

/** The rules of all settings files together, as far as they can match anything, and what there is to say about the files. */
export interface HarnessSettings {
  readonly rules: readonly HarnessRule[];
  readonly findings: readonly Finding[];
}

export function showRule({ list, text }: Pick<HarnessRule, 'list' | 'text'>): string {
  return `${list} ${JSON.stringify(text)}`;
}
