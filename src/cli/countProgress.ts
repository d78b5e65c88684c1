import { displayWidth } from '../engine/report/displayWidth';
import { plainLine } from '../engine/report/plainText';
import type { Terminal } from './terminal';

/** Between two drawings, in milliseconds. */
const PAUSE = 100;
const CLEAR_LINE = '\r\u001b[2K';

/** One line on a terminal that counts. */
export class CountProgress {
  readonly #terminal: Terminal;
  readonly #label: string;
  readonly #columns: number;
  #drawnAt = Number.NEGATIVE_INFINITY;

  /** @param label what is being done */
  constructor(terminal: Terminal, label: string, columns = process.stderr.columns ?? 80) {
    this.#terminal = terminal;
    this.#label = label;
    this.#columns = columns;
  }

  show(finished: number, total: number): void {
    const now = performance.now();
    if (now - this.#drawnAt < PAUSE && finished < total) return;
    this.#drawnAt = now;
    let line = plainLine(`${this.#label}  ${this.#terminal.say('cli.progress', { finished, total })}`);
    while (displayWidth(line) >= this.#columns) line = line.slice(0, -1);
    this.#terminal.draw(CLEAR_LINE + line);
  }

  /** Takes the line away. */
  clear(): void {
    this.#terminal.draw(CLEAR_LINE);
  }
}
