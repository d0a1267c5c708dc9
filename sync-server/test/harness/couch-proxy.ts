import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { couchAddress, type CouchAddress } from '../../src/store/couch/couch-http.ts';

interface FeedRow {
  readonly id: string;
}
export interface FeedPage {
  readonly results: readonly FeedRow[];
  readonly last_seq: string;
}

/** Stands before a node of the CouchDB under test and lets its feed tell as a cluster may, or is away. */
export interface CouchProxy {
  readonly address: CouchAddress;
  /** Breaks every line and takes no new one. */
  readonly cut: () => void;
  readonly mend: () => void;
  readonly close: () => Promise<void>;
}

export interface Twists {
  /** What is told instead of a page of the feed. */
  readonly page?: (page: FeedPage) => FeedPage;
  /** From where it is told instead. */
  readonly since?: (since: string) => string;
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** To the first node of an address; other nodes of it stay as they are, behind the proxy. */
export async function couchProxy(to: CouchAddress, twists: Twists = {}): Promise<CouchProxy> {
  const [node = '', ...others] = to.nodes;
  const lines = new Set<Socket>();
  let isThere = true;
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const url = new URL(request.url ?? '/', node);
      const isPage = url.pathname.endsWith('/_changes') && url.searchParams.get('feed') !== 'continuous';
      if (isPage && twists.since !== undefined)
        url.searchParams.set('since', twists.since(url.searchParams.get('since') ?? '0'));
      const body = await bodyOf(request);
      const leaving = new AbortController();
      response.on('close', () => {
        leaving.abort();
      });
      const asked = await fetch(url, {
        method: request.method ?? 'GET',
        headers: {
          authorization: to.authorization ?? '',
          'content-type': 'application/json',
          accept: 'application/json',
        },
        signal: leaving.signal,
        ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
      });
      response.writeHead(asked.status, { 'content-type': asked.headers.get('content-type') ?? 'application/json' });
      if (isPage && asked.ok && twists.page !== undefined) {
        response.end(JSON.stringify(twists.page((await asked.json()) as FeedPage)));
        return;
      }
      for await (const chunk of asked.body ?? []) response.write(chunk);
      response.end();
    };
    answer().catch(() => {
      request.socket.destroy();
    });
  });
  server.on('connection', (line) => {
    if (!isThere) line.destroy();
    lines.add(line);
    line.on('close', () => lines.delete(line));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${to.prefix}`;
  const address = couchAddress([own, ...others].join(','));
  if (address === null) throw new Error('an address');
  return {
    address: { ...address, authorization: to.authorization },
    cut: () => {
      isThere = false;
      for (const line of lines) line.destroy();
    },
    mend: () => {
      isThere = true;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => {
          closed();
        });
        server.closeAllConnections();
      }),
  };
}
