import type { CaseResult, RunEvent, RunHeader, RunSummary } from '../../engine/evaluate/run';
import type { Message } from '../../engine/prompt/message';

/** How far a case is that has no result yet. */
export type CaseProgress = 'queued' | 'running' | 'judging';

/** What a run that goes on has brought so far, folded from its events. */
export class ActiveRun {
  readonly #abort = new AbortController();
  readonly #startedAt: number;
  readonly #progress = new Map<string, CaseProgress>();
  readonly #streaming = new Map<string, { repeat: number; text: string }>();
  readonly #messages = new Map<string, Message[]>();
  readonly #results = new Map<string, CaseResult>();
  header: RunHeader | undefined;
  summary: RunSummary | undefined;
  finished = 0;

  /**
   * @param caseIds the cases that the run covers
   * @param now milliseconds of a monotonic clock, for the estimate of what remains
   */
  constructor(
    readonly caseIds: readonly string[],
    now: number,
  ) {
    this.#startedAt = now;
    for (const id of caseIds) this.#progress.set(id, 'queued');
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get total(): number {
    return this.caseIds.length;
  }

  get results(): ReadonlyMap<string, CaseResult> {
    return this.#results;
  }

  stop(): void {
    this.#abort.abort();
  }

  covers(caseId: string): boolean {
    return this.#progress.has(caseId) || this.#results.has(caseId);
  }

  progressOf(caseId: string): CaseProgress | undefined {
    return this.#progress.get(caseId);
  }

  /** The output so far of a case that is still streaming. */
  streamingOf(caseId: string): string | undefined {
    return this.#streaming.get(caseId)?.text;
  }

  messagesOf(caseId: string): Message[] | undefined {
    return this.#messages.get(caseId);
  }

  /** About how long the rest takes, in milliseconds; null before anything is known. */
  remaining(now: number): number | null {
    if (this.finished === 0) return null;
    return ((now - this.#startedAt) / this.finished) * (this.total - this.finished);
  }

  /** Takes in an event. @returns the case whose row changed by it, if one did */
  apply(event: RunEvent): string | undefined {
    switch (event.type) {
      case 'started':
        this.header = event.header;
        return undefined;
      case 'sample-started':
        this.#progress.set(event.caseId, 'running');
        this.#messages.set(event.caseId, event.messages);
        this.#streaming.set(event.caseId, { repeat: event.repeat, text: '' });
        return event.caseId;
      case 'delta': {
        const streaming = this.#streaming.get(event.caseId);
        if (streaming?.repeat === event.repeat) streaming.text += event.text;
        return undefined;
      }
      case 'output':
        this.#progress.set(event.caseId, 'judging');
        this.#streaming.set(event.caseId, { repeat: event.repeat, text: event.output });
        return event.caseId;
      case 'sample-finished':
        return event.sample.caseId;
      case 'case-finished':
        this.#progress.delete(event.result.id);
        this.#streaming.delete(event.result.id);
        this.#results.set(event.result.id, event.result);
        this.finished = event.finished;
        this.summary = event.summary;
        return event.result.id;
      case 'finished':
        this.summary = event.summary;
        return undefined;
    }
  }
}
