import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, readFile, rm, stat } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { linesAndBytes } from '../src/backup/lines-and-bytes.ts';
import { writeWhole } from './write-whole.ts';

/**
 * How a command reaches the server that holds its data folder: a socket of this machine, opened by a key that lies in the folder and is readable
 * by its owner alone. One line of JSON there, one back; before it, while something takes long, any number of `{"told": words}`
 * and of `{"bytes": length}` with so many bytes behind it.
 */

const KEY_FILE = 'control.key';
/** More than any request of ours. */
const MOST_BYTES = 1_000_000;

/** Folders may be too deep for the name of a socket. */
export function socketPath(folder: string): string {
  const name = `grid-workstation-${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 24)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

async function firstLine(socket: Socket): Promise<string> {
  let bytes = 0;
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) socket.destroy();
  });
  const lines = createInterface({ input: socket });
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    // Left open it would throw, where nobody catches, what the socket says when the asker is gone.
    lines.close();
    // Nothing more is expected but its end.
    socket.resume();
  }
}

export interface Asking {
  /** Lets the asker know how far it is. */
  readonly tell: (words: string) => void;
  /** Bytes for the asker, before the answer; waits while it is behind with them. */
  readonly send: (piece: Buffer) => Promise<void>;
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
    const send = async (piece: Buffer): Promise<void> => {
      socket.write(`${JSON.stringify({ bytes: piece.length })}\n`);
      await new Promise<void>((sent, failed) => {
        socket.write(piece, (error) => {
          if (error) failed(error);
          else sent();
        });
      });
    };
    const answered = await answer(asked.request, { tell, send, left: gone.signal });
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

const toldLine = z.object({ told: z.string() });
const bytesLine = z.object({ bytes: z.int().min(0) });

type Said =
  | { readonly kind: 'told'; readonly words: string }
  | { readonly kind: 'piece'; readonly piece: Buffer }
  | { readonly kind: 'answer'; readonly answer: unknown };

/** What comes back; ends without an answer when the server is gone in between. */
async function* saidOn(socket: Socket): AsyncGenerator<Said> {
  const chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const { line, bytes } = linesAndBytes(chunks, () => new Error('the line was cut'));
  try {
    for (let text = await line(); text !== null; text = await line()) {
      const value = JSON.parse(text) as unknown;
      const told = toldLine.safeParse(value).data;
      const sent = bytesLine.safeParse(value).data;
      if (told !== undefined) yield { kind: 'told', words: told.told };
      else if (sent !== undefined) yield { kind: 'piece', piece: await bytes(sent.bytes) };
      else yield { kind: 'answer', answer: value };
    }
  } catch {
    // gone
  }
}

/** Whether the server that holds a key still stands. Whoever has accounts on this machine may listen under the name of a socket; what the key opens he is not told. */
async function isOfOne(key: string, socket: string): Promise<boolean> {
  if (process.platform === 'win32') return true;
  const [own, there] = await Promise.all([key, socket].map((path) => stat(path).catch(() => null)));
  // A server that stops takes its key along.
  if (!own || !there) return false;
  if (there.uid !== own.uid)
    throw new Error(`${socket} 不是这个数据目录的服务端开的，没有交给它任何内容；请系统管理员查是谁开的`);
  return true;
}

/**
 * The answer of the server that holds a folder; null when nobody answers there. `take` gets the bytes that come before it, one piece after the other, and the server
 * waits for it; a server that is gone in the middle of them is an error.
 */
export async function ask(
  folder: string,
  request: unknown,
  tell: (words: string) => void = () => undefined,
  take: (piece: Buffer) => Promise<void> = () => Promise.resolve(),
): Promise<unknown> {
  const key = await readFile(join(folder, KEY_FILE), 'utf8').catch(() => null);
  if (key === null) return null;
  if (!(await isOfOne(join(folder, KEY_FILE), socketPath(folder)))) return null;
  const socket = createConnection(socketPath(folder));
  try {
    const isThere = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => {
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
    if (!isThere) return null;
    socket.write(`${JSON.stringify({ key, request })}\n`);
    let hasBegun = false;
    for await (const said of saidOn(socket)) {
      if (said.kind === 'answer') return said.answer;
      if (said.kind === 'told') tell(said.words);
      else {
        hasBegun = true;
        await take(said.piece);
      }
    }
    if (hasBegun) throw new Error('服务端中途停了');
    return null;
  } finally {
    socket.destroy();
  }
}
