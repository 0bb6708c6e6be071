import type { Action } from './agent.js';
import type { Finding } from './diagnostic.js';
import type { OwnedCode } from './diagnostic-catalogue.js';
import type { FileTree } from './file-tree.js';
import type { Imported } from './imported.js';
import type { Enforcement, OptionValue, Scope, TargetDeclaration } from './project.js';
import type { Roster } from './roster.js';
import type { MeasuredVersions } from './measured-versions.js';
import type { JsonValue } from './text/json.js';

/** One place to emit to. A record of data and functions: rendering is pure, synchronous and total. */
export interface Target extends TargetDeclaration {
  /** What people start the harness with; `--version` says which one they have. */
  readonly program: string;
  /** The versions of it on which `decide` was measured. */
  readonly measured?: MeasuredVersions;
  /** Where a person keeps agents for every project, and what becomes of one with the name of a project's. */
  readonly personal?: PersonalAgents;
  /** The harness matches path rules from the top of the Git work tree, and where there is none they do not hold. */
  readonly needsGit: boolean;
  /** The harness leaves out what it finds in a project, without a word, until the person trusts that project. */
  readonly trust?: ProjectTrust;
  /**
   * The only paths that `decide` looks at: files, directories with a final `/`, and files in each directory of one, with a `*`
   * in its place. Those that begin with `~/` are a person's
   * own, below the home directory, and hold in every project. Those that begin with `../` are read in each directory above
   * the output root, up to the top of the Git work tree, or of the file system where there is none; in a file tree `../`
   * stands once for each level. What people have there can open more than the definition.
   */
  readonly reads: readonly string[];
  /**
   * Places below a home where a file that somebody adds would open more, or take a guard away: JSON files, and directories with
   * a final `/`. Where an agent works alone, nobody may add one.
   */
  readonly sealed?: readonly string[];
  /** What gives the harness configuration that `decide` does not see. Where there is any, nobody can say what it opens. */
  readonly unseen: readonly UnseenSource[];
  readonly render: (input: RenderInput) => Rendered;
  /** What the harness does with these files, read from their text as the harness reads it. None is the harness as it comes. */
  readonly decide: (files: FileTree, question: Question) => HarnessDecision;
  /** What a word of its files is about, as patterns of ours, where it is not one itself: `Bash(make:*)` is about `make *`. It may depend on what else the harness reads. */
  readonly patternsOf?: (word: string, files: FileTree) => readonly string[];
  /** Files that it passes over as a whole because of a mistake in them, and with them what was rendered into them. */
  readonly discards?: (files: FileTree) => readonly DiscardedFile[];
  /** The files that define an agent as a whole. Of two with one name nobody promises which counts. */
  readonly definitions?: (files: FileTree) => readonly AgentDefinition[];
  /** The lines among its files that say what an agent may do with a tool, for people who want to read them. */
  readonly linesAbout?: (files: FileTree, agent: string, tool: string) => readonly LinesAbout[];
  /** The closed list of cases in which the harness decides by itself, whatever is emitted for an agent. */
  readonly owned: readonly OwnedCase[];
  /** The way back: what these files of the harness say, never more permissive than the harness reads them. */
  readonly read?: (files: FileTree, options?: ReadOptions) => Imported;
}

interface PersonalAgents {
  /** Below the home directory, as `read` takes them: files, or directories with a final `/`. */
  readonly places: readonly string[];
  /** Whether a person's agent changes the one of the project, or takes its place. */
  readonly counts: boolean;
  /** What the harness does with the two, as a sentence without its period. */
  readonly outcome: string;
}

export interface ProjectTrust {
  /** Files of a person, below the home directory, that say which projects are trusted. */
  readonly records: readonly string[];
  /** Whether they trust this directory, with the top of its Git work tree if it has one; `records` without those that are not there. */
  readonly isTrusted: (records: FileTree, project: string, workTree?: string) => boolean;
  /** What that comes to, as a sentence without its period, and whether agents may do more for it. */
  readonly withoutTrust: (enforcement: Enforcement) => { readonly consequence: string; readonly opens: boolean };
  /** What to do about it, as a hint says it. */
  readonly advice: string;
}

/** A place on the machine, absolute, or an environment variable; with its usual value, which may begin with `~/`, it changes nothing. */
export type UnseenSource =
  | { readonly kind: 'place'; readonly path: string }
  | { readonly kind: 'variable'; readonly name: string; readonly usual?: string };

export interface ReadOptions {
  /** The directory that was read inside its Git work tree, `''` at its top. */
  readonly pathPrefix?: string;
  /** Files that stand there as canonry wrote them: what they say is known to be what some definition said. */
  readonly asWritten?: ReadonlySet<string>;
}

export interface DiscardedFile {
  readonly path: string;
  /** One-based. */
  readonly line: number;
  /** What the harness does not like, as a sentence without its period. */
  readonly reason: string;
}

export interface AgentDefinition {
  /** As the harness calls the agent. */
  readonly name: string;
  readonly path: string;
}

/** Lines that stand together in a file. */
export interface LinesAbout {
  readonly path: string;
  /** The first of them, one-based. */
  readonly line: number;
  readonly text: string;
  /** They hold for every agent, and not for this one alone. */
  readonly isShared?: true;
}

/** Something that a model asks its harness for. */
export interface Question {
  /** Absent: the harness without any of our agents. */
  readonly agent?: string;
  /** `main`: the agent that a person talks to. `subagent`: one that another agent has started. */
  readonly role: 'main' | 'subagent';
  readonly tool: string;
  /** For bash the raw line; for files a path, absolute or from the project; for other tools the subject. Of a server (`mcp__S`): an address (`file:x`) for what it offers beside its tools. */
  readonly input: string;
  /** Whether the person has told the harness to trust this project. */
  readonly trusted: boolean;
  /** The home directory, absolute. */
  readonly home: string;
  /** The directory in which the harness works, absolute: for scope `project` the output root. */
  readonly project: string;
  /** That directory inside the Git work tree, `''` at its top. */
  readonly pathPrefix: string;
  readonly scope: Scope;
  /** The absolute paths that are directories on the disk, and no others. Absent: nobody has looked, so either may be. */
  readonly directories?: readonly string[];
}

export interface HarnessDecision {
  readonly decision: Action;
  /** The question is one of the cases that no emitted file can change. */
  readonly owned?: OwnedCode;
}

export interface OwnedCase {
  readonly code: OwnedCode;
  /** What the harness does there, as a sentence without its period and its subject. */
  readonly summary: string;
  /** It only makes the harness stricter: more than the definition it may not permit there either. */
  readonly narrows?: true;
}

export interface RenderInput {
  readonly roster: Roster;
  readonly options: ReadonlyMap<string, OptionValue>;
  /** Agent name to `provider/model`, already merged for this target. */
  readonly models: ReadonlyMap<string, string>;
  readonly enforcement: Enforcement;
  readonly scope: Scope;
  /** The output root inside the Git work tree, `''` at its top: some harnesses match paths from there. */
  readonly pathPrefix: string;
  /** Nobody is there to answer: a guard denies what it would ask about. */
  readonly unattended?: boolean;
}

/** What a target returns: data, nothing written. An error among the findings means that nothing is written at all. */
export interface Rendered {
  readonly outputs: readonly Output[];
  readonly findings: readonly Finding[];
}

export type Output = FileOutput | LinkOutput | JsonKeysOutput | BlockOutput;

interface Placed {
  /** Below the output root, with `/`. */
  readonly path: string;
  /** The file of the source that this is made of; a change to it is shown there. */
  readonly source?: SourcePlace;
}

export interface SourcePlace {
  readonly file: string;
  readonly line?: number;
  /** From some line of the output on, it is another file of the source, line by line: a prompt. Without `lines`, to the end. */
  readonly body?: { readonly file: string; readonly fromLine: number; readonly lines?: number };
}

/** A whole file that is ours. */
export interface FileOutput extends Placed {
  readonly kind: 'file';
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

/** A symbolic link that is ours. What it points at is never written. */
export interface LinkOutput extends Placed {
  readonly kind: 'link';
  readonly destination: string;
}

/** Keys of ours inside a JSON or JSONC file that is shared with people. */
export interface JsonKeysOutput extends Placed {
  readonly kind: 'json-keys';
  readonly entries: readonly JsonEntry[];
}

/**
 * `value`: the whole value at a path of keys is ours. `default`: the same, unless a person has a value of their own there.
 * `items`: these items of the array there are ours, the others are not.
 */
export type JsonEntry =
  | { readonly kind: 'value' | 'default'; readonly keys: readonly string[]; readonly value: JsonValue }
  | { readonly kind: 'items'; readonly keys: readonly string[]; readonly items: readonly JsonValue[] };

/** A marked block of lines inside a text file that is shared with people. A file holds at most one. */
export interface BlockOutput extends Placed {
  readonly kind: 'block';
  /** Lines with LF, without the markers. */
  readonly text: string;
  /** How the file spells a comment: `<!-- … -->` or `# …`. */
  readonly comment: BlockComment;
}

export type BlockComment = 'html' | 'hash';
