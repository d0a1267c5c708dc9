import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Fault, Target } from './story.ts';

/** One exchange as it passed behind the faults: what the server was asked and what it answered, whether or not the client heard it. */
export interface Exchange {
  readonly device: number;
  readonly method: string;
  readonly path: string;
  readonly token: string | null;
  readonly asked: Buffer;
  readonly status: number;
  readonly answered: Buffer;
  readonly begunMs: number;
  readonly endedMs: number;
}

export interface FaultyCable {
  readonly address: string;
  /** Pulled out: what is open breaks, nothing is let through. */
  readonly plug: (isIn: boolean) => void;
  /** The next exchanges of a kind go wrong. */
  readonly arm: (fault: Fault, on: Target, times: number) => void;
  readonly disarm: () => void;
  readonly close: () => Promise<void>;
}

export interface CableEnds {
  readonly device: number;
  /** Port of a server that is up, or null. */
  readonly port: () => number | null;
  readonly seen: (exchange: Exchange) => void;
  /** Hears of each exchange that goes wrong. */
  readonly struck: (kind: Fault['kind']) => void;
}

const isOn = (on: Target, method: string, path: string): boolean => {
  switch (on) {
    case 'any':
      return true;
    case 'push':
      return method !== 'GET' && path.includes('/_bulk_docs');
    case 'session':
      return path.startsWith('/_workstation/session');
    default:
      return path.startsWith(`/${on}/`);
  }
};

const tokenOf = ({ authorization }: IncomingHttpHeaders): string | null =>
  authorization?.startsWith('Bearer ') === true ? authorization.slice('Bearer '.length) : null;

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
};
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A line between a workstation and the servers that loses, doubles, delays (and so reorders) and cuts. Everything that passes is seen. */
export function faultyCable({ device, port, seen, struck }: CableEnds): Promise<FaultyCable> {
  const sockets = new Set<Socket>();
  const armed: { readonly fault: Fault; readonly on: Target; times: number }[] = [];
  let isIn = true;

  const faultFor = (method: string, path: string): Fault | null => {
    const found = armed.find((one) => isOn(one.on, method, path));
    if (found === undefined) return null;
    found.times -= 1;
    if (found.times === 0) armed.splice(armed.indexOf(found), 1);
    return found.fault;
  };

  /** Asks the server; `cutAt`: only so many bytes of the body arrive there, then the line is dead. */
  const forward = (incoming: IncomingMessage, body: Buffer, gone: AbortSignal, cutAt?: number): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const to = port();
      if (to === null) {
        reject(new Error('no server'));
        return;
      }
      const begunMs = Date.now();
      const { method = 'GET', url: path = '/', headers } = incoming;
      const asking = request({
        host: '127.0.0.1',
        port: to,
        method,
        path,
        headers: {
          ...headers,
          host: `127.0.0.1:${String(to)}`,
          connection: 'close',
          ...(body.length > 0 ? { 'content-length': body.length } : {}),
        },
        agent: false,
      });
      const stop = (): void => {
        asking.destroy();
      };
      gone.addEventListener('abort', stop);
      asking.once('error', reject);
      asking.once('close', () => {
        gone.removeEventListener('abort', stop);
      });
      asking.once('response', (response) => {
        bodyOf(response).then((answered) => {
          const status = response.statusCode ?? 0;
          seen({
            device,
            method,
            path,
            token: tokenOf(headers),
            asked: body,
            status,
            answered,
            begunMs,
            endedMs: Date.now(),
          });
          resolve({ status, headers: response.headers, body: answered });
        }, reject);
      });
      if (cutAt === undefined) {
        asking.end(body);
        return;
      }
      asking.write(body.subarray(0, cutAt), () => {
        asking.destroy();
        reject(new Error('cut'));
      });
    });

  const reply = (outgoing: ServerResponse, { status, headers, body }: Answered, cutAt?: number): void => {
    const { 'transfer-encoding': _chunked, connection: _its, ...rest } = headers;
    outgoing.writeHead(status, {
      ...rest,
      ...(status === 204 || status === 304 ? {} : { 'content-length': body.length }),
    });
    if (cutAt === undefined) {
      outgoing.end(body);
      return;
    }
    outgoing.write(body.subarray(0, cutAt), () => {
      outgoing.destroy();
    });
  };

  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/' } = incoming;
    const gone = new AbortController();
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) gone.abort();
    });
    const body = await bodyOf(incoming);
    const fault = faultFor(method, path);
    if (fault !== null) struck(fault.kind);
    const ask = (cutAt?: number): Promise<Answered> => forward(incoming, body, gone.signal, cutAt);
    switch (fault?.kind) {
      case undefined:
        reply(outgoing, await ask());
        return;
      case 'loseRequest':
        outgoing.destroy();
        return;
      case 'loseAnswer':
        // The server finishes what nobody waits for any more.
        await forward(incoming, body, new AbortController().signal);
        outgoing.destroy();
        return;
      case 'double': {
        const twice = [ask(), ask()];
        const answered = await Promise.any(twice);
        await Promise.allSettled(twice);
        reply(outgoing, answered);
        return;
      }
      case 'delay':
        await pause(fault.ms);
        reply(outgoing, await ask());
        return;
      case 'delayAnswer': {
        const answered = await ask();
        await pause(fault.ms);
        reply(outgoing, answered);
        return;
      }
      case 'cutRequest':
        await ask(Math.floor(body.length * fault.at));
        return;
      case 'cutAnswer': {
        const answered = await ask();
        reply(outgoing, answered, Math.floor(answered.body.length * fault.at));
        return;
      }
    }
  };

  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket) => {
    if (!isIn) {
      socket.destroy();
      return;
    }
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => undefined); // a broken connection closes next
  });
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({
        address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
        plug: (next) => {
          isIn = next;
          if (!isIn) breakAll();
        },
        arm: (fault, on, times) => {
          armed.push({ fault, on, times });
        },
        disarm: () => {
          armed.splice(0);
        },
        close: async () => {
          breakAll();
          await new Promise((closed) => server.close(closed));
        },
      });
    });
  });
}
