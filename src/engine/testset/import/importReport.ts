/** Something of another tool's test set that is not in ours, or not with the same meaning. */
export interface ImportEntry extends ImportNote {
  /** Absolute path of the file that it stands in. */
  file: string;
  /** Counted from 1; the first of all places that it is true of. */
  line: number;
  /** How often it was met. */
  count: number;
}

/** The same without its place, as it stands beside what it is about. */
export interface ImportNote {
  /** `lost`: not carried over; `changed`: carried over with another meaning. */
  kind: 'lost' | 'changed';
  /** Of a sentence in `wording/import.ts`. */
  code: string;
  args: Record<string, string | number>;
}

/** A line of a file, counted from 1. */
export interface ImportPlace {
  file: string;
  line: number;
}

/** Gathers what an import cannot carry over. What is true of many places is one entry. */
export class ImportReport {
  readonly #entries = new Map<string, ImportEntry>();

  lost(place: ImportPlace, code: string, args: ImportNote['args'] = {}): ImportNote {
    return this.#add({ kind: 'lost', code: `import.${code}`, args }, place);
  }

  changed(place: ImportPlace, code: string, args: ImportNote['args'] = {}): ImportNote {
    return this.#add({ kind: 'changed', code: `import.${code}`, args }, place);
  }

  /** What is lost before what is changed, each in the order of files and lines. */
  entries(): ImportEntry[] {
    const all = [...this.#entries.values()];
    const files = [...new Set(all.map(({ file }) => file))];
    return all.sort(
      (a, b) =>
        Number(a.kind === 'changed') - Number(b.kind === 'changed') ||
        files.indexOf(a.file) - files.indexOf(b.file) ||
        a.line - b.line,
    );
  }

  #add(note: ImportNote, { file, line }: ImportPlace): ImportNote {
    const key = JSON.stringify([note, file]);
    const known = this.#entries.get(key);
    if (known === undefined) this.#entries.set(key, { ...note, file, line, count: 1 });
    else {
      known.count++;
      known.line = Math.min(known.line, line);
    }
    return note;
  }
}
