import { ModelError } from '../provider';
import { isUtf8 } from './eventStream';

/**
 * The text of a response's body, within a bound.
 * @param options.cut true to give the beginning of a body that is too long
 * @param options.onProgress told whenever something arrived
 * @param options.signal ends the reading, and with it the connection
 * @throws {ModelError} `too-large`
 * @throws what reading throws, when the connection breaks
 */
export async function readText(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  { cut = false, onProgress, signal }: { cut?: boolean; onProgress?: () => void; signal?: AbortSignal } = {},
): Promise<{ text: string; invalidText: boolean }> {
  if (body === null) return { text: '', invalidText: false };
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  if (signal) cancelOnAbort(reader, signal);
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    onProgress?.();
    length += value.length;
    if (length > maxBytes) {
      void reader.cancel().catch(() => {});
      if (!cut) throw new ModelError('too-large', `the reply is longer than ${maxBytes} bytes`);
      pieces.push(value.subarray(0, value.length - (length - maxBytes)));
      length = maxBytes;
      break;
    }
    pieces.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  const text = new TextDecoder().decode(bytes);
  return { text, invalidText: text.includes('\ufffd') && !isUtf8(bytes) };
}

/**
 * Ends a body when a signal aborts, also after whoever read it has given up: a second way to cut the connection beside the
 * signal that `fetch` was given, so that no model goes on writing what nobody reads.
 */
export function cancelOnAbort(reader: ReadableStreamDefaultReader<Uint8Array>, signal: AbortSignal): void {
  const cancel = () => void reader.cancel().catch(() => {});
  if (signal.aborted) cancel();
  else signal.addEventListener('abort', cancel, { once: true });
}
