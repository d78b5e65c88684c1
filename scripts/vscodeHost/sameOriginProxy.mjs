import { createServer, request } from 'node:http';
import { connect } from 'node:net';

/**
 * Stands in front of a server on this machine and lets only its own pages in: a web page elsewhere that a user
 * visits meanwhile could otherwise open a WebSocket to it and run commands. The server behind asks for a token,
 * which the proxy adds, so that the address stays short.
 * @param {{ port: number; upstream: number; cookie: string }} options ports on 127.0.0.1; port 0 takes a free one
 * @returns {Promise<{ port: number; close: () => void }>}
 */
export function sameOriginProxy({ port, upstream, cookie }) {
  const server = createServer((incoming, response) => {
    if (!isOwn(incoming)) {
      response.writeHead(403).end();
      return;
    }
    const forwarded = request(
      { host: '127.0.0.1', port: upstream, method: incoming.method, path: incoming.url, headers: withCookie(incoming) },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    forwarded.on('error', () => response.destroy());
    incoming.pipe(forwarded);
  });

  server.on('upgrade', (incoming, socket, head) => {
    if (!isOwn(incoming)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const behind = connect(upstream, '127.0.0.1', () => {
      const headers = Object.entries(withCookie(incoming)).map(([name, value]) => `${name}: ${value}`);
      behind.write(`GET ${incoming.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
      behind.write(head);
      behind.pipe(socket);
      socket.pipe(behind);
    });
    const end = () => {
      behind.destroy();
      socket.destroy();
    };
    for (const each of [behind, socket]) each.on('error', end).on('close', end);
  });

  /**
   * The host rules out other names for this machine, the origin other pages.
   * @param {import('node:http').IncomingMessage} incoming
   */
  function isOwn({ headers: { host = '', origin } }) {
    const own = hostNames();
    return own.includes(host) && (origin === undefined || own.some((name) => origin === `http://${name}`));
  }

  function hostNames() {
    const address = server.address();
    const actual = typeof address === 'object' && address ? address.port : port;
    return [`127.0.0.1:${actual}`, `localhost:${actual}`];
  }

  /** @param {import('node:http').IncomingMessage} incoming */
  function withCookie({ headers }) {
    return { ...headers, cookie: [headers.cookie, cookie].filter(Boolean).join('; ') };
  }

  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : port,
        close: () => {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}
