/**
 * Stands in for `@vscode/spdlog` in the npm-served VS Code, whose native modules are not built: without a logger of
 * this shape every output channel stays empty. It writes lines to files as spdlog does; `installServer` puts it in.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
const OFF = LEVELS.length;

export class Logger {
  #file;
  #maxFileSize;
  #level = 0;
  #plain = false;

  /**
   * @param {string} _type
   * @param {string} _name
   * @param {string} file
   * @param {number} maxFileSize bytes; beyond it the file is put aside and a new one begun
   */
  constructor(_type, _name, file, maxFileSize) {
    this.#file = file;
    this.#maxFileSize = maxFileSize;
    mkdirSync(dirname(file), { recursive: true });
  }

  trace = (/** @type {string} */ message) => this.#write(0, message);
  debug = (/** @type {string} */ message) => this.#write(1, message);
  info = (/** @type {string} */ message) => this.#write(2, message);
  warn = (/** @type {string} */ message) => this.#write(3, message);
  error = (/** @type {string} */ message) => this.#write(4, message);
  critical = (/** @type {string} */ message) => this.#write(5, message);

  getLevel() {
    return this.#level;
  }

  /** @param {number} level */
  setLevel(level) {
    this.#level = level;
  }

  /** From here on messages are written as they are given, without a time, a level or a line end. */
  clearFormatters() {
    this.#plain = true;
  }

  setPattern() {}

  flush() {}

  drop() {
    this.#level = OFF;
  }

  /**
   * @param {number} level
   * @param {string} message
   */
  #write(level, message) {
    if (level < this.#level) return;
    const time = new Date().toISOString().replace('T', ' ').slice(0, 23);
    const text = this.#plain ? message : `${time} [${LEVELS[level]}] ${message}\n`;
    try {
      const size = statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0;
      if (this.#maxFileSize > 0 && size > this.#maxFileSize) renameSync(this.#file, `${this.#file}.1`);
      appendFileSync(this.#file, text);
    } catch {
      // The window's folder may be gone while it still closes: a log must not be what fails.
    }
  }
}

export const version = '0';
export function setLevel() {}
export function setFlushOn() {}

/**
 * @param {string} name
 * @param {string} file
 * @param {number} maxFileSize
 */
export async function createRotatingLogger(name, file, maxFileSize) {
  return new Logger('rotating', name, file, maxFileSize);
}

export const createAsyncRotatingLogger = createRotatingLogger;
