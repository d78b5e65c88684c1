import type { ConvertNote } from './conversion';

/** Gathers what a conversion cannot carry over, each thing once. */
export class ConvertReport {
  readonly #notes = new Map<string, ConvertNote>();

  lost(code: string, args: ConvertNote['args'] = {}, line?: number): void {
    this.#add('lost', code, args, line);
  }

  changed(code: string, args: ConvertNote['args'] = {}, line?: number): void {
    this.#add('changed', code, args, line);
  }

  /** Keys of the source that nothing here reads. */
  lostKeys(map: Readonly<Record<string, unknown>>, known: readonly string[], prefix = ''): void {
    for (const [key, value] of Object.entries(map)) {
      if (!known.includes(key) && value !== undefined && value !== null) this.lost('key', { key: `${prefix}${key}` });
    }
  }

  /** What is lost before what is changed. */
  notes(): ConvertNote[] {
    const all = [...this.#notes.values()];
    return [...all.filter(({ kind }) => kind === 'lost'), ...all.filter(({ kind }) => kind === 'changed')];
  }

  #add(kind: ConvertNote['kind'], code: string, args: ConvertNote['args'], line: number | undefined): void {
    const note = { kind, code: `convert.${code}`, args };
    const key = JSON.stringify(note);
    if (!this.#notes.has(key)) this.#notes.set(key, { ...note, ...(line !== undefined && { line }) });
  }
}
