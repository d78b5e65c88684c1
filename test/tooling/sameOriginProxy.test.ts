import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sameOriginProxy } from '../../scripts/vscodeHost/sameOriginProxy.mjs';

describe('The proxy before the served VS Code', () => {
  let server: Server;
  let proxy: Awaited<ReturnType<typeof sameOriginProxy>>;

  before(async () => {
    server = createServer((incoming, response) => response.end(`${incoming.url} ${incoming.headers.cookie}`));
    server.on('upgrade', (incoming, socket) => {
      socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
      socket.end(incoming.headers.cookie);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const upstream = (server.address() as AddressInfo).port;
    proxy = await sameOriginProxy({ port: 0, upstream, cookie: 'vscode-tkn=secret' });
  });

  after(() => {
    proxy.close();
    server.close();
  });

  /** The status and the body, or what came over the upgraded connection. */
  function ask(headers: Record<string, string>): Promise<[status: number | undefined, text: string]> {
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: proxy.port, path: '/?folder=/a', headers });
      const read = async (response: IncomingMessage, stream: AsyncIterable<Buffer>, head: Buffer = Buffer.of()) => {
        const pieces = [head];
        for await (const piece of stream) pieces.push(piece);
        resolve([response.statusCode, Buffer.concat(pieces).toString()]);
      };
      asked.on('response', (response) => read(response, response));
      asked.on('upgrade', (response, socket, head) => read(response, socket, head));
      asked.on('error', reject);
      asked.end();
    });
  }

  const own = () => `127.0.0.1:${proxy.port}`;
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket' };

  it('lets a page of its own in, with the token added', async () => {
    assert.deepEqual(await ask({ cookie: 'a=1' }), [200, '/?folder=/a a=1; vscode-tkn=secret']);
    assert.deepEqual(await ask({ origin: `http://${own()}`, ...upgrade }), [101, 'vscode-tkn=secret']);
  });

  it('keeps pages of other sites out', async () => {
    assert.deepEqual(await ask({ origin: 'https://evil.example' }), [403, '']);
    assert.deepEqual(await ask({ origin: 'https://evil.example', ...upgrade }), [403, '']);
    assert.deepEqual(await ask({ origin: 'null', ...upgrade }), [403, '']);
    assert.deepEqual(await ask({ origin: `http://127.0.0.1:${proxy.port + 1}`, ...upgrade }), [403, '']);
  });

  it('keeps out other names that lead to this machine', async () => {
    assert.deepEqual(await ask({ host: 'evil.example' }), [403, '']);
    assert.deepEqual(await ask({ host: 'evil.example', origin: 'http://evil.example', ...upgrade }), [403, '']);
  });
});
