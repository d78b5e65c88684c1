import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { type Clock, FileError, type FileSystem } from '../../host';
import type { Problem } from '../../problem';
import { isInside } from '../../workspacePath';
import { byTime, currentLabels } from './currentLabels';
import { formatLabel, type HumanLabel, type LabelSubject, type Opinion, saysAnything } from './humanLabel';
import { labelFile } from './labelFile';
import { outputDigest } from './outputDigest';
import { readLabelFile } from './readLabelFile';

/** Larger files are not read, and nothing is added to them. */
export const MOST_LABEL_BYTES = 64 * 1024 * 1024;
/** The files that are read of a folder. */
const MOST_FILES = 10_000;

/**
 * Lets git keep the lines of both sides where one person gave labels on two branches; the order of lines means nothing.
 * Between people it is not needed: each has files of their own.
 */
const ATTRIBUTES = '# Written by Assay: one label a line, in any order.\n*.jsonl text eol=lf merge=union\n';

/** What a person changes in what they said: null takes back, what is absent stays. */
export type OpinionChange = { readonly [Part in keyof Opinion]: Opinion[Part] | null };

/** A label to be given. `scale` is what `score` is on; 1 to 5 where it is left out. */
export interface NewLabel {
  subject: LabelSubject;
  change: OpinionChange;
  scale?: { min: number; max: number };
  /** Who gives it. */
  by: string;
}

/** All labels that were found, and what is wrong in their files. */
export interface ReadLabels {
  /** All that were ever given, the oldest first; `currentLabels` says which count. */
  labels: HumanLabel[];
  problems: Problem[];
}

export interface LabelStoreOptions {
  files: FileSystem;
  clock: Pick<Clock, 'now'>;
  /** Absolute path of the folder with the labels, in the workspace. */
  folder: string;
  /** Absolute path of the folder that nothing is read or written outside of. */
  workspace: string;
}

const WHOLE_OUTPUT = { min: 1, max: 5 };

/** People's labels in a workspace: one JSON object a line, only ever added to. */
export class LabelStore {
  readonly #options: LabelStoreOptions;
  /** What was read of files that have not changed since, by path. */
  readonly #known = new Map<string, { size: number; modified: number; read: ReadLabels }>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: LabelStoreOptions) {
    this.#options = options;
  }

  /** All labels of a prompt, or of all prompts. @param prompt path relative to the workspace, with `/` */
  async all(prompt?: string): Promise<ReadLabels> {
    const { files, folder } = this.#options;
    const names = (await files.list(folder)).filter(({ kind, name }) => kind === 'file' && name.endsWith('.jsonl'));
    const read: ReadLabels = { labels: [], problems: [] };
    for (const { name } of names.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, MOST_FILES)) {
      const { labels, problems } = await this.#read(join(folder, name));
      read.labels.push(...labels.filter((label) => prompt === undefined || label.prompt === prompt));
      read.problems.push(...problems);
    }
    // One label may be in two files, where a merge or a person has copied it.
    read.labels = [...new Map(read.labels.map((label) => [label.id, label])).values()].sort(byTime);
    return read;
  }

  /** The labels that count of one output, of everybody and of all judges. */
  async forOutput({ prompt, caseId, output }: Pick<HumanLabel, 'prompt' | 'caseId' | 'output'>): Promise<HumanLabel[]> {
    const digest = outputDigest(output);
    const { labels } = await this.all(prompt);
    return currentLabels(labels).filter((label) => label.caseId === caseId && label.outputDigest === digest);
  }

  /**
   * Adds what a person says to what they have said of the same output and judge already. Where nothing is left of it the
   * label is withdrawn; where nothing changes nothing is written.
   * @returns the label that counts from now on
   * @throws {RangeError} where the score is not on its scale
   * @throws {FileError} where it cannot be written
   */
  add(label: NewLabel): Promise<HumanLabel | undefined> {
    const added = this.#last.then(
      () => this.#add(label),
      () => this.#add(label),
    );
    this.#last = added;
    return added;
  }

  async #add({ subject, change, scale = WHOLE_OUTPUT, by }: NewLabel): Promise<HumanLabel | undefined> {
    const all = currentLabels((await this.all(subject.prompt)).labels);
    const digest = outputDigest(subject.output);
    const before = all.find(
      (each) =>
        each.by === by &&
        each.caseId === subject.caseId &&
        each.judge === subject.judge &&
        each.outputDigest === digest,
    );
    const opinion = changed(before, change);
    if (sameOpinion(before, opinion)) return before;
    const { score } = opinion;
    if (score !== undefined && !(score >= scale.min && score <= scale.max)) {
      throw new RangeError(`${score} is not on ${scale.min} to ${scale.max}`);
    }
    const says = saysAnything(opinion);
    const label: HumanLabel = {
      id: randomUUID(),
      ...subject,
      outputDigest: digest,
      ...opinion,
      ...(score !== undefined && { min: scale.min, max: scale.max }),
      by,
      at: this.#options.clock.now().toISOString(),
      ...(before !== undefined && { replaces: before.id }),
      ...(!says && { withdrawn: true as const }),
    };
    await this.#append(label);
    return says ? label : undefined;
  }

  async #append(label: HumanLabel): Promise<void> {
    const { files, folder } = this.#options;
    const file = join(folder, labelFile(label.prompt, label.by));
    const attributes = join(folder, '.gitattributes');
    await this.#refuseOutside([dirname(folder), folder, file, attributes]);
    if ((await files.stat(attributes)) === undefined) await files.write(attributes, ATTRIBUTES);
    const line = `${formatLabel(label)}\n`;
    const there = await this.#bytesOf(file);
    if ((there?.length ?? 0) + Buffer.byteLength(line) > MOST_LABEL_BYTES) throw new FileError('too-large', file);
    const handle = await files.openAppend(file);
    try {
      // A torn last line must not take this one with it.
      await handle.append(there === undefined || there.length === 0 || there.at(-1) === 10 ? line : `\n${line}`);
    } finally {
      await handle.close();
    }
  }

  async #bytesOf(file: string): Promise<Uint8Array | undefined> {
    const { files } = this.#options;
    return (await files.stat(file)) === undefined ? undefined : files.read(file, { maxBytes: MOST_LABEL_BYTES });
  }

  /** A repository may hold links that lead anywhere: what they lead to is not ours to write. */
  async #refuseOutside(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      if (!(await this.#staysInside(path))) throw new FileError('no-access', path);
    }
  }

  async #staysInside(path: string): Promise<boolean> {
    const { files, workspace } = this.#options;
    const real = await files.realPath(path).catch((error: unknown) => {
      if (error instanceof FileError && error.code === 'not-found') return undefined;
      throw error;
    });
    if (real !== undefined) return isInside(real, await files.realPath(workspace));
    // What has a name and is not there is a link to something that would be made by writing.
    return !(await files.list(dirname(path))).some(({ name }) => name === basename(path));
  }

  async #read(file: string): Promise<ReadLabels> {
    const { files } = this.#options;
    const stat = await files.stat(file);
    if (stat === undefined || !(await this.#staysInside(file))) return { labels: [], problems: [] };
    const known = this.#known.get(file);
    if (known?.size === stat.size && known.modified === stat.modified) return known.read;
    const read = await readLabelFile(file, files, MOST_LABEL_BYTES);
    this.#known.set(file, { size: stat.size, modified: stat.modified, read });
    return read;
  }
}

function changed(before: Opinion | undefined, change: OpinionChange): Opinion {
  const part = <Key extends keyof Opinion>(key: Key): Pick<Opinion, Key> | undefined => {
    const value = change[key] === undefined ? before?.[key] : (change[key] ?? undefined);
    return value === undefined ? undefined : ({ [key]: value } as Pick<Opinion, Key>);
  };
  return { ...part('score'), ...part('thumb'), ...part('note'), ...part('corrected') };
}

function sameOpinion(before: Opinion | undefined, after: Opinion): boolean {
  return (['score', 'thumb', 'note', 'corrected'] as const).every((key) => before?.[key] === after[key]);
}
