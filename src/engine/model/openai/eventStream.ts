import { ModelError } from '../provider';

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** The end that a server-sent event stream of a model announces. */
export const DONE = '[DONE]';

/**
 * Takes a server-sent event stream apart as its bytes come (WHATWG HTML, "Server-sent events", with LF or CRLF):
 * gives the `data` of each event. Lines are cut out as bytes before they are decoded, so that a character split over
 * two packets stays whole; all complete lines of a packet are decoded in one go.
 */
export class EventStream {
  readonly #maxLine: number;
  readonly #decoder = new TextDecoder();
  /** The start of a line that is not complete yet. */
  #rest: Uint8Array[] = [];
  #restLength = 0;
  #data: string | undefined;
  /** True once a piece was not valid UTF-8. */
  invalidText = false;

  /** @param maxLine the longest line in bytes */
  constructor(maxLine: number) {
    this.#maxLine = maxLine;
  }

  /**
   * @returns the data of the events that this packet completes
   * @throws {ModelError} `too-large`
   */
  push(packet: Uint8Array): string[] {
    const end = packet.lastIndexOf(NEWLINE);
    if (end < 0) {
      this.#keep(packet);
      return [];
    }
    const complete = this.#takeRest(packet.subarray(0, end + 1));
    if (end + 1 < packet.length) this.#keep(packet.subarray(end + 1));
    return this.#events(this.#decode(complete));
  }

  /** The data of an event that the end of the stream leaves without its empty line, as some servers do. */
  end(): string[] {
    const text = this.#restLength > 0 ? `${this.#decode(this.#takeRest(new Uint8Array()))}\n\n` : '\n';
    return this.#events(text);
  }

  #keep(bytes: Uint8Array): void {
    this.#restLength += bytes.length;
    if (this.#restLength > this.#maxLine) {
      throw new ModelError('too-large', `a line of the event stream is longer than ${this.#maxLine} bytes`);
    }
    this.#rest.push(bytes);
  }

  #takeRest(tail: Uint8Array): Uint8Array {
    if (this.#restLength === 0) return tail;
    const whole = new Uint8Array(this.#restLength + tail.length);
    let at = 0;
    for (const piece of this.#rest) {
      whole.set(piece, at);
      at += piece.length;
    }
    whole.set(tail, at);
    this.#rest = [];
    this.#restLength = 0;
    return whole;
  }

  #decode(bytes: Uint8Array): string {
    const text = this.#decoder.decode(bytes);
    if (!this.invalidText && text.includes('\ufffd')) this.invalidText = !isUtf8(bytes);
    return text;
  }

  #events(text: string): string[] {
    const events: string[] = [];
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; start = end + 1, end = text.indexOf('\n', start)) {
      const last = end > start && text.charCodeAt(end - 1) === RETURN ? end - 1 : end;
      if (last === start) {
        if (this.#data !== undefined) events.push(this.#data);
        this.#data = undefined;
      } else if (text.startsWith('data:', start)) {
        // One space after the colon belongs to the syntax, any other to the data.
        const from = text[start + 5] === ' ' ? start + 6 : start + 5;
        const line = text.slice(from, last);
        this.#data = this.#data === undefined ? line : `${this.#data}\n${line}`;
      }
    }
    return events;
  }
}

/** Whether bytes are valid UTF-8: a decoded U+FFFD alone does not tell, as text may contain it. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
