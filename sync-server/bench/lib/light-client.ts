import { Agent, request } from 'node:http';
import { aUlid } from '../../../shared/testing/builders.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import { PROTOCOL_VERSION } from '../../../shared/sync/wire.ts';

/*
 * A client as light as one can be that says to the server what the shipped one says (`renderer/data/sync/feed.ts`, `session-calls.ts`): the same requests with the same
 * parameters and headers, without what the shipped one does with the answers. A thousand of them fit into a process.
 */

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface Row {
  readonly id: string;
  readonly seq: string;
}

export interface Page {
  readonly results: readonly Row[];
  readonly last_seq: string;
}

/** As the shipped client has them. */
const FIRST_LIMIT = 100;
const LIMIT = 500;
const WAIT_MS = 25_000;

export interface LightClient {
  readonly ask: (method: string, path: string, json?: unknown, signal?: AbortSignal) => Promise<Answer>;
  readonly signIn: (account: string, password: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** One page of the feed; `waits`: held open until there is something. */
  readonly page: (since: string, waits: boolean, signal?: AbortSignal) => Promise<Page>;
  /** Pages from a sequence on until there is no more; where it goes on. */
  readonly catchUp: (since: string, onPage?: (page: Page) => void) => Promise<string>;
  readonly close: () => void;
}

/** The server let go of a connection that nobody used, just when it was used again: as every browser does, it is said once more. */
class StaleConnection extends Error {}

/** `agent`: whose connections it uses; its own where none is given. */
export function lightClient(server: string, agent = new Agent({ keepAlive: true, maxSockets: 6 })): LightClient {
  const { hostname, port } = new URL(server);
  let token: string | null = null;
  const once: LightClient['ask'] = (method, path, json, signal) =>
    new Promise((resolve, reject) => {
      const body = json === undefined ? undefined : JSON.stringify(json);
      const asking = request(
        {
          agent,
          hostname,
          port,
          method,
          path,
          headers: {
            accept: 'application/json',
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
            ...(body === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
          },
          ...(signal === undefined ? {} : { signal }),
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('end', () => {
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
          });
          response.once('error', reject);
        },
      );
      asking.once('error', (error: NodeJS.ErrnoException) => {
        reject(asking.reusedSocket && error.code === 'ECONNRESET' ? new StaleConnection() : error);
      });
      asking.end(body);
    });
  const ask: LightClient['ask'] = (...asked) =>
    once(...asked).catch((error: unknown) => {
      if (error instanceof StaleConnection) return once(...asked);
      throw error;
    });
  const value = async <T>(method: string, path: string, json?: unknown, signal?: AbortSignal): Promise<T> => {
    const { status, text } = await ask(method, path, json, signal);
    if (status >= 300) throw new Error(`${method} ${path.slice(0, 60)}: ${String(status)} ${text.slice(0, 200)}`);
    return JSON.parse(text) as T;
  };
  const page: LightClient['page'] = (since, waits, signal) => {
    const limit = since === '0' ? FIRST_LIMIT : LIMIT;
    const query = new URLSearchParams({ include_docs: 'true', removals: '1', limit: String(limit), since });
    if (waits) {
      query.set('feed', 'longpoll');
      query.set('timeout', String(WAIT_MS));
    }
    return value('GET', `/records/_changes?${query.toString()}`, undefined, signal);
  };
  return {
    ask,
    signIn: async (name, password) => {
      const answer = await value<{ readonly token: string }>('POST', '/_workstation/session', {
        name,
        password,
        protocol: PROTOCOL_VERSION,
        form: CURRENT_FORM,
        installation: aUlid(),
        auditKey: 'A'.repeat(43),
      });
      token = answer.token;
    },
    signOut: async () => {
      await ask('DELETE', '/_workstation/session');
      token = null;
    },
    page,
    catchUp: async (since, onPage) => {
      for (let at = since; ;) {
        const one = await page(at, false);
        onPage?.(one);
        if (one.results.length < (at === '0' ? FIRST_LIMIT : LIMIT)) return one.last_seq;
        at = one.last_seq;
      }
    },
    close: () => {
      agent.destroy();
    },
  };
}

/** Runs so many at a time. */
export async function inTurns<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const runOn = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, runOn));
}

/** Milliseconds since 1970, finer than a millisecond, the same in all processes of a machine. */
export const wallMs = (): number => performance.timeOrigin + performance.now();
