import {
  CATALOGUE,
  entryOf,
  type Code,
  type OwnedCode,
  type Parameters,
  type Severity,
} from './diagnostic-catalogue.js';
import { escapeInvisible } from './text/quote.js';

/** One message to a person, as plain data with stable names. */
export interface Diagnostic {
  readonly code: Code | OwnedCode;
  readonly severity: Severity;
  /** What is wrong, with the offending value. */
  readonly message: string;
  /** Path below the source root. */
  readonly file?: string;
  /** One-based, as editors count. */
  readonly line?: number;
  /** One-based, in UTF-16 units. */
  readonly column?: number;
  readonly agent?: string;
  readonly target?: string;
  readonly tool?: string;
  readonly witness?: string;
  /** The edit that fixes it. */
  readonly hint?: string;
  /** The source line around the column, and how many characters of it are meant. */
  readonly excerpt?: Excerpt;
}

export interface Excerpt {
  readonly text: string;
  /** Where in `text` the marked characters begin, from zero. */
  readonly start: number;
  readonly length: number;
}

/** Where a finding is, before anyone has counted lines: a key or value of a TOML file, or a stretch of its text. */
export type Place =
  | { readonly kind: 'file' }
  | { readonly kind: 'position'; readonly line: number; readonly column: number }
  | { readonly kind: 'key'; readonly path: KeyPath }
  | { readonly kind: 'value'; readonly path: KeyPath }
  | { readonly kind: 'text'; readonly offset: number; readonly length: number };

/** From the root of a TOML document: keys, and indices of arrays. */
export type KeyPath = readonly (string | number)[];

/** A diagnostic that still lacks its position; `locateFindings` adds it. Positions cost a second parser, so they are only computed when there is something to say. */
export interface Finding {
  readonly code: Code | OwnedCode;
  readonly message: string;
  readonly hint: string;
  readonly file: string;
  readonly place: Place;
  readonly agent?: string;
  readonly tool?: string;
  readonly target?: string;
  /** A subject that shows what is wrong. */
  readonly witness?: string;
}

interface Where {
  readonly file: string;
  readonly place?: Place;
  readonly agent?: string | undefined;
  readonly tool?: string | undefined;
  readonly target?: string | undefined;
  readonly witness?: string | undefined;
}

/** Words a finding from the catalogue. `hint` replaces the catalogue's fix where the place knows the exact edit. */
export function findingOf<C extends Code>(code: C, where: Where, parameters: Parameters<C>, hint?: string): Finding {
  const { message, fix } = CATALOGUE[code];
  return {
    code,
    // Whatever a file is called or holds: no message moves the cursor, changes colours or reorders a line.
    message: escapeInvisible(fill(message, parameters)),
    hint: escapeInvisible(hint ?? fill(fix, parameters)),
    ...placedAt(where),
  };
}

function placedAt({
  file,
  place = { kind: 'file' },
  agent,
  tool,
  target,
  witness,
}: Where): Omit<Finding, 'code' | 'message' | 'hint'> {
  return {
    file,
    place,
    ...(agent === undefined ? {} : { agent }),
    ...(tool === undefined ? {} : { tool }),
    ...(target === undefined ? {} : { target }),
    ...(witness === undefined ? {} : { witness }),
  };
}

/** A finding about a file as a whole, or one whose position is known already. */
export function diagnosticOf({ code, message, hint, file, place, agent, tool, target, witness }: Finding): Diagnostic {
  return {
    code,
    severity: severityOf(code),
    message,
    file,
    ...(place.kind === 'position' ? { line: place.line, column: place.column } : {}),
    ...(agent === undefined ? {} : { agent }),
    ...(target === undefined ? {} : { target }),
    ...(tool === undefined ? {} : { tool }),
    ...(witness === undefined ? {} : { witness }),
    hint,
  };
}

/** Words a case in which a harness decides by itself. */
export function ownedFinding(code: OwnedCode, where: Where, message: string): Finding {
  return { code, message: escapeInvisible(message), hint: entryOf(code).fix, ...placedAt(where) };
}

export function severityOf(code: Code | OwnedCode): Severity {
  return entryOf(code).severity;
}

/** Under --strict, a warning is an error. */
export function raiseWarning(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.severity === 'warning' ? { ...diagnostic, severity: 'error' } : diagnostic;
}

/** True if any of them forbids to go on. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

function fill(template: string, parameters: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{([a-z]+)\}/g, (_, name: string) => parameters[name] ?? '');
}
