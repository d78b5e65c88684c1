import type { FileSystem } from '../../host';
import type { ImportedSet } from './imported';
import type { ImportReport } from './importReport';
import type { ImportSource } from './importSource';

/** A way in which another tool writes test sets. One file each, and a line in `formats.ts`. */
export interface ImportFormat {
  /** What `--from` calls it. */
  name: string;
  /** What people call the tool. */
  title: string;
  /** How surely a file is in this format by what it holds: 0 for not at all; the highest of all formats counts. */
  recognises(source: ImportSource): number;
  read(source: ImportSource, context: ImportContext): Promise<ImportedSet>;
}

/** What reading a format may use. */
export interface ImportContext {
  files: FileSystem;
  /** Absolute path of the folder that no path leaves. */
  workspace: string;
  report: ImportReport;
  /** The variable that a text goes into for which the other tool has no name. */
  textVariable: string;
  /** The variables of the prompt, where it is known. */
  promptVariables?: ReadonlySet<string>;
  /** Where the test set will stand: what relative paths in it are relative to. */
  target: string;
}
