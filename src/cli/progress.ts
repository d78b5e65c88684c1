import type { RunEvent } from '../engine/evaluate/run';
import { displayWidth } from '../engine/report/displayWidth';
import { plainLine } from '../engine/report/plainText';
import { duration } from '../engine/report/quantities';
import { costText, scoreText } from '../engine/report/runLine';
import type { Terminal } from './terminal';

/** Between two drawings, in milliseconds. */
const PAUSE = 100;
const CLEAR_LINE = '\r\u001b[2K';

/** One line on a terminal that says how far a run is. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #label: string;
  readonly #columns: number;
  readonly #startedAt = performance.now();
  #drawnAt = Number.NEGATIVE_INFINITY;

  /** @param label what is being run */
  constructor(terminal: Terminal, label: string, columns = process.stderr.columns ?? 80) {
    this.#terminal = terminal;
    this.#label = label;
    this.#columns = columns;
  }

  show(event: RunEvent): void {
    if (event.type === 'started') this.#draw(this.#terminal.say('cli.progress', { finished: 0, total: event.total }));
    if (event.type !== 'case-finished') return;
    const { finished, total, summary } = event;
    const now = performance.now();
    if (now - this.#drawnAt < PAUSE && finished < total) return;
    const left = ((now - this.#startedAt) / finished) * (total - finished);
    const { say } = this.#terminal;
    const parts = [
      say('cli.progress', { finished, total }),
      scoreText({ ...summary, interval: null }, { say }),
      summary.knownCost > 0 ? costText(summary, { say }) : '',
      finished < total ? say('cli.eta', { time: duration(left) }) : '',
    ];
    this.#draw(parts.filter((part) => part !== '').join(' · '));
  }

  /** Takes the line away. */
  clear(): void {
    this.#terminal.draw(CLEAR_LINE);
  }

  #draw(text: string): void {
    this.#drawnAt = performance.now();
    let line = plainLine(`${this.#label}  ${text}`);
    while (displayWidth(line) >= this.#columns) line = line.slice(0, -1);
    this.#terminal.draw(CLEAR_LINE + line);
  }
}
