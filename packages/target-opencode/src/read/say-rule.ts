import { findingOf } from '@canonry/core';
import { isLaxerAbove, leaveOut, sayAsItIs, sayStricter, showRule, type RuleToSay, type Said } from './said.js';
import { sayExternalRule } from './say-external-rule.js';
import { sayPathRule } from './say-path-rule.js';

/** Says a rule of OpenCode in the patterns of canonry, whose subjects differ a little from those of OpenCode. */
export function sayRule(rule: RuleToSay): Said {
  const { tool, pattern } = rule;
  if (pattern.trim() === '') return leaveOut(rule, 'its pattern matches no text that is asked about');
  if (/[\0\\]/.test(pattern))
    return sayStricter(rule, /[\0\\]/g, 'OpenCode takes a backslash for a slash, canonry as it is');
  if (tool === 'read' || tool === 'edit') return sayPathRule(rule);
  if (tool === 'external_directory') return sayExternalRule(rule);
  if (/^(?:~(?:\/|$)|\$HOME)/.test(pattern))
    return sayStricter(rule, /^(?:~|\$HOME)/g, 'OpenCode puts the home directory there, canonry takes it as it is');
  return tool === 'bash' ? sayBashRule(rule) : sayAsItIs(rule);
}

/** OpenCode compares with the text as it was typed, canonry with the words of a command. */
function sayBashRule(rule: RuleToSay): Said {
  const { pattern, where, tool } = rule;
  const isRedirection = /[<>]/.test(pattern);
  if (isRedirection && isLaxerAbove(rule)) {
    const advice = 'say in [permissions.edit] and [permissions.read] which files are meant, and take this rule out';
    const parameters = { rule: showRule(rule), reason: REDIRECTION, advice };
    return { rules: [], findings: [findingOf('import-lost-restriction', { ...where, tool }, parameters)] };
  }
  if (isRedirection) return sayStricter(rule, /[<>]/g, REDIRECTION);
  if (pattern.search(AS_TYPED) === -1) return sayAsItIs(rule);
  return sayStricter(
    rule,
    AS_TYPED,
    'OpenCode compares with the line as it is typed, canonry with its words without quotes',
  );
}

const REDIRECTION = 'redirections are taken off a command before rules see it';

/** Quotes, and any white space but single spaces. */
const AS_TYPED = /["'`]|\s{2,}|[^\S ]/g;
