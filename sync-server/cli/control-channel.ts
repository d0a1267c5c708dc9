import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, readFile, rm } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { writeWhole } from './write-whole.ts';

/**
 * How a command reaches the server that holds its data folder: a socket of this machine, opened by a key that lies in the folder and is readable
 * by its owner alone. One line of JSON there, one back; before it, while something takes long, any number of `{"told": words}`.
 */

const KEY_FILE = 'control.key';
/** More than any request of ours, and more than any line of an answer. */
const MOST_BYTES = 1_000_000;

/** Folders may be too deep for the name of a socket. */
function socketPath(folder: string): string {
  const name = `grid-workstation-${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 24)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

async function firstLine(socket: Socket): Promise<string> {
  let bytes = 0;
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) socket.destroy();
  });
  for await (const line of createInterface({ input: socket })) return line;
  return '';
}

const told = (line: string): string | null => {
  const value = JSON.parse(line) as unknown;
  return typeof value === 'object' && value !== null && 'told' in value && typeof value.told === 'string'
    ? value.told
    : null;
};

export interface Asking {
  /** Lets the asker know how far it is. */
  readonly tell: (words: string) => void;
  /** Aborted when the asker is gone. */
  readonly left: AbortSignal;
}

const sameKey = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());

export interface ControlChannel {
  /** What is being done for a command is broken off. */
  readonly close: () => Promise<void>;
}

/** Answers what `ask` sends, for as long as the server runs. */
export async function serveControl(
  folder: string,
  answer: (request: unknown, asking: Asking) => Promise<unknown>,
): Promise<ControlChannel> {
  const key = randomBytes(32).toString('base64url');
  const path = socketPath(folder);
  if (process.platform !== 'win32') await rm(path, { force: true }); // left by a killed server
  const reply = async (socket: Socket): Promise<void> => {
    const asked = JSON.parse(await firstLine(socket)) as { readonly key?: unknown; readonly request?: unknown };
    if (typeof asked.key !== 'string' || !sameKey(asked.key, key)) throw new Error('wrong key');
    const gone = new AbortController();
    socket.once('close', () => {
      gone.abort();
    });
    const tell = (words: string): void => {
      if (socket.writable) socket.write(`${JSON.stringify({ told: words })}\n`);
    };
    const answered = await answer(asked.request, { tell, left: gone.signal });
    if (socket.writable) socket.end(`${JSON.stringify(answered)}\n`);
  };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    reply(socket).catch(() => socket.destroy()); // a broken request gets no answer
  });
  const keyFile = join(folder, KEY_FILE);
  try {
    await writeWhole(keyFile, key);
    await new Promise<void>((done, failed) => {
      server.once('error', failed);
      server.listen(path, done);
    });
    if (process.platform !== 'win32') await chmod(path, 0o600);
  } catch (error) {
    // What could not begin holds no process.
    server.close();
    await rm(keyFile, { force: true });
    throw error;
  }
  return {
    close: async () => {
      await rm(keyFile, { force: true });
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** The answer of the server that holds a folder; null when nobody answers there. */
export async function ask(
  folder: string,
  request: unknown,
  tell: (words: string) => void = () => undefined,
): Promise<unknown> {
  const key = await readFile(join(folder, KEY_FILE), 'utf8').catch(() => null);
  if (key === null) return null;
  const socket = createConnection(socketPath(folder));
  try {
    await new Promise<void>((connected, failed) => {
      socket.once('connect', connected);
      socket.once('error', failed);
    });
    socket.write(`${JSON.stringify({ key, request })}\n`);
    for await (const line of createInterface({ input: socket })) {
      const words = told(line);
      if (words === null) return JSON.parse(line) as unknown;
      tell(words);
    }
    return null;
  } catch {
    return null; // gone in between
  } finally {
    socket.destroy();
  }
}
