import type { ServerResponse } from 'node:http';
import { type ChatBody, completion, type ServedReply, streamEvents } from './modelServer';

/** The ways in which a reply can go wrong below the level of a status code. */
export type Fault =
  /** The connection is reset before any header. */
  | 'reset'
  /** The connection is reset after some of the body. */
  | 'reset-in-body'
  /** No header ever comes. */
  | 'header-stall'
  /** Some of the body comes, then nothing more. */
  | 'stall'
  /** The stream ends properly, but without a finish reason and without `[DONE]`. */
  | 'early-end'
  /** All is there but `[DONE]`, as some servers leave it out. */
  | 'no-done'
  /** The JSON (or the stream's last event) is cut off, the connection ends properly. */
  | 'cut-json'
  /** The stream holds an event that is not JSON; a JSON reply is no JSON. */
  | 'bad-json'
  /** A web page with status 200. */
  | 'html'
  /** `{"error": …}` with status 200, as JSON. */
  | 'error-200'
  /** `{"error": …}` as an event of the stream, after some text. */
  | 'error-in-stream'
  /** A good body that calls itself `text/plain`. */
  | 'wrong-type'
  /** `choices` is empty. */
  | 'no-choices'
  /** 10 MB of text in proper pieces. */
  | 'huge-reply'
  /** One line of the stream that never ends: 200 MB. */
  | 'giant-line'
  /** Text with bytes that are not UTF-8. */
  | 'invalid-utf8'
  /** A redirect to another origin (`headers.location`). */
  | 'redirect';

/** Answers with a fault, on a stream or in a JSON document, as the request asked for. */
export function breakReply(
  fault: Fault,
  body: ChatBody,
  reply: ServedReply,
  response: ServerResponse,
): Promise<void> | void {
  const asStream = body.stream === true && !reply.asJson;
  const start = (type = asStream ? 'text/event-stream' : 'application/json') =>
    response.writeHead(200, { 'content-type': type, ...reply.headers });
  const events = () => streamEvents(reply, body).map((event) => `data: ${event}\n\n`);
  const whole = () => (asStream ? events().join('') : JSON.stringify(completion(reply, body)));
  /** The opening and the first piece of text of a stream; the first half of a JSON document. */
  const some = () => (asStream ? events().slice(0, 2).join('') : whole().slice(0, whole().length / 2));

  switch (fault) {
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'reset-in-body':
      start();
      response.write(some(), () => setImmediate(() => response.socket?.resetAndDestroy()));
      return;
    case 'header-stall':
      return;
    case 'stall':
      start();
      response.write(some());
      return;
    case 'early-end':
      start();
      response.end(some());
      return;
    case 'no-done':
      start();
      response.end(asStream ? events().slice(0, -1).join('') : whole());
      return;
    case 'cut-json':
      start();
      response.end(asStream ? `${some()}data: {"id":"chatcmpl-test","choi` : some());
      return;
    case 'bad-json':
      start();
      response.end(asStream ? `${some()}data: {not json}\n\ndata: [DONE]\n\n` : '{"id": not json}');
      return;
    case 'html':
      start('text/html; charset=utf-8');
      response.end('<!doctype html><html><head><title>Sign in</title></head><body>Please sign in.</body></html>');
      return;
    case 'error-200':
      start('application/json');
      response.end(
        JSON.stringify({ error: { message: 'The model is overloaded.', type: 'server_error', ...reply.error } }),
      );
      return;
    case 'error-in-stream':
      start();
      response.end(
        `${some()}data: ${JSON.stringify({ error: { message: 'The model crashed.', type: 'server_error', ...reply.error } })}\n\n`,
      );
      return;
    case 'wrong-type':
      start('text/plain');
      response.end(whole());
      return;
    case 'no-choices': {
      start();
      const empty = JSON.stringify({ ...completion(reply, body), choices: [] });
      response.end(asStream ? `data: ${empty}\n\ndata: [DONE]\n\n` : empty);
      return;
    }
    case 'huge-reply': {
      start();
      const pieces = Array.from({ length: 11 }, () => 'x'.repeat(1024 * 1024));
      const huge = { ...reply, pieces };
      return pour(
        response,
        asStream
          ? streamEvents(huge, body).map((event) => `data: ${event}\n\n`)
          : [JSON.stringify(completion(huge, body))],
      );
    }
    case 'giant-line': {
      start();
      const megabyte = 'x'.repeat(1024 * 1024);
      return pour(response, ['data: {"choices":[{"index":0,"delta":{"content":"', ...Array(32).fill(megabyte)]);
    }
    case 'invalid-utf8': {
      start();
      const [before, after] = whole().split('ok', 2) as [string, string];
      response.end(Buffer.concat([Buffer.from(`${before}ok`), Buffer.from([0xff, 0xfe, 0xe6]), Buffer.from(after)]));
      return;
    }
    case 'redirect':
      response.writeHead(307, { location: 'http://127.0.0.1:9/v1/chat/completions', ...reply.headers });
      response.end();
      return;
  }
}

/** Writes no faster than the client reads, and stops when it goes away. */
async function pour(response: ServerResponse, parts: string[]): Promise<void> {
  for (const part of parts) {
    if (response.destroyed) return;
    if (!response.write(part)) {
      await new Promise<void>((resolve) => {
        const go = () => {
          response.off('drain', go);
          response.off('close', go);
          resolve();
        };
        response.on('drain', go);
        response.on('close', go);
      });
    }
  }
  response.end();
}
