import { createConnection } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seededRandom } from '../../shared/lib/random.ts';
import { nonsense } from './harness/nonsense.ts';
import { startServer, type TestServer } from './harness/start-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

it('bytes that are no request end their connection and nothing else', async () => {
  const from = nonsense(seededRandom(7));
  const port = Number(new URL(server.url).port);
  const heads = [
    'GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n',
    'POST /records/_bulk_docs HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n',
    'GET /\u0000 HTTP/1.1\r\n\r\n',
    'POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
  ];
  for (let nth = 0; nth < 100; nth += 1) {
    const bytes = Buffer.from(from.oneOf(heads));
    for (let change = from.below(4); change > 0; change -= 1) bytes[from.below(bytes.length)] = from.below(256);
    const said = await new Promise<string>((resolve) => {
      let text = '';
      const socket = createConnection(port, '127.0.0.1', () => socket.end(bytes));
      socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        resolve(text);
      });
      socket.setTimeout(2_000, () => socket.destroy());
    });
    expect(said, bytes.toString('latin1')).not.toMatch(/^HTTP\/1\.1 5/);
  }
  expect((await server.as(null)('GET', '/_up')).status).toBe(200);
});
