import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What passed since the last `reset`: the bytes on the wire in both directions, lines and headers included, and what was asked when. */
export interface Passed {
  readonly up: number;
  readonly down: number;
  readonly requests: readonly { readonly line: string; readonly atMs: number }[];
}

export interface CountingProxy {
  readonly address: string;
  readonly passed: () => Passed;
  readonly reset: () => void;
  /** Cut: what is open breaks, and nothing is let through. */
  readonly cut: (isCut: boolean) => void;
  readonly stop: () => void;
}

/** Every request begins a packet: nobody pipelines, and a client writes its head at once. */
const REQUEST = /^([A-Z]+ \S+) HTTP\/1\.1\r\n/;

/** A line between client and server that counts and can be cut; it understands plain http just enough to count the requests. */
export function countingProxy(port: number): Promise<CountingProxy> {
  let up = 0;
  let down = 0;
  let requests: { readonly line: string; readonly atMs: number }[] = [];
  let isCut = false;
  const sockets = new Set<Socket>();
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    const behind = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      // A broken connection closes next.
      one.on('error', () => undefined);
    }
    client.on('data', (bytes) => {
      up += bytes.length;
      const line = REQUEST.exec(bytes.toString('latin1'))?.[1];
      if (line !== undefined) requests.push({ line, atMs: performance.now() });
    });
    behind.on('data', (bytes) => {
      down += bytes.length;
    });
    client.pipe(behind);
    behind.pipe(client);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({
        address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
        passed: () => ({ up, down, requests }),
        reset: () => {
          [up, down, requests] = [0, 0, []];
        },
        cut: (next) => {
          isCut = next;
          if (isCut) breakAll();
        },
        stop: () => {
          breakAll();
          server.close();
        },
      });
    });
  });
}
