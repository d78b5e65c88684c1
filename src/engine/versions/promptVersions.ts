import type { Repository } from '../git';
import type { PromptSource } from '../prompt/promptFile';
import { VersionWalk } from './versionWalk';

/** A prompt with its partials at a commit that changed them. */
export interface PromptVersion {
  /** Id of the commit. */
  commit: string;
  parents: string[];
  author: string;
  email: string;
  /** When it was written, in milliseconds since 1970. */
  time: number;
  subject: string;
  /** Where the prompt was then, relative to the repository's root, with `/`. */
  path: string;
  /** Git's id of its text then. */
  blob: string;
  /** The files of it that the commit changed, relative to the root: the prompt, or partials that it included. */
  changed: string[];
  /** True where a shallow clone's history ends: the version may be older than the commit. */
  cutOff: boolean;
}

export interface VersionsOptions {
  repository: Repository;
  /** Id of the commit to start from. */
  from: string;
  /** Where the prompt is at that commit, relative to the repository's root, with `/`. */
  path: string;
  /** Absolute path of the folder that partials are looked for in; the repository's root by default. */
  workspace?: string;
  /** A version, to go on behind it. */
  after?: Pick<PromptVersion, 'commit' | 'path'>;
  signal?: AbortSignal;
}

/**
 * The versions of a prompt, newest first, as git finds them: whoever has seen enough ends the search. Each commit counts
 * that gave the prompt with its partials a content that no parent of the commit has, merges included. Renames of the
 * prompt are followed on every branch; a partial counts where the prompt included it, directly or through others.
 */
export async function* promptVersions(options: VersionsOptions): AsyncGenerator<PromptVersion> {
  for await (const { version } of promptVersionSources(options)) yield version;
}

/** The versions of a prompt with what they consist of. */
export function promptVersionSources(
  options: VersionsOptions,
): AsyncGenerator<{ version: PromptVersion; source: PromptSource }> {
  return new VersionWalk(options).versions();
}
