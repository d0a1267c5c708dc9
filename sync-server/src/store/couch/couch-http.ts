import { setTimeout as pause } from 'node:timers/promises';

/**
 * The database behind the server does not answer, or answers that it cannot. Nobody's mistake: whoever asked is told to come again, and nothing that was
 * acknowledged depends on it.
 */
export class StoreAway extends Error {
  constructor(what: string, cause?: unknown) {
    super(`CouchDB is away: ${what}`, { cause });
    this.name = 'StoreAway';
  }
}

/** Where a CouchDB is, and who asks. */
export interface CouchAddress {
  /** Without a slash at the end and without credentials. */
  readonly base: string;
  readonly authorization: string | undefined;
  /** What the names of our databases begin with. */
  readonly prefix: string;
}

const DEFAULT_PREFIX = 'workstation';

/** `http://name:password@host:5984/prefix`; the password may come from elsewhere. Null: not an address of this kind. */
export function couchAddress(url: string, password?: string): CouchAddress | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return null;
  const prefix = parsed.pathname.replaceAll('/', '') || DEFAULT_PREFIX;
  if (!/^[a-z][a-z0-9_-]{0,60}$/.test(prefix) || parsed.search !== '' || parsed.hash !== '') return null;
  const name = decodeURIComponent(parsed.username);
  const secret = password ?? decodeURIComponent(parsed.password);
  return {
    base: parsed.origin,
    authorization: name === '' ? undefined : `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`,
    prefix,
  };
}

export interface CouchAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface CouchRequest {
  readonly method?: string;
  readonly body?: unknown;
  /** Statuses beside 2xx that the caller knows what to do with. */
  readonly expected?: readonly number[];
}

/** One database of a CouchDB, spoken to as JSON. */
export interface CouchHttp {
  /** Where what is asked again does no harm: tried a few times before the store counts as away. */
  readonly read: (path: string, request?: CouchRequest) => Promise<CouchAnswer>;
  /** Tried once: what became of it is the caller's to find out. */
  readonly write: (path: string, request: CouchRequest) => Promise<CouchAnswer>;
  /** The bytes of an attachment, or null where there is none. */
  readonly bytes: (path: string) => Promise<Buffer | null>;
  /** An answer without end, as it comes. */
  readonly stream: (path: string, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;
}

const TIMEOUT_MS = 60_000;
const AGAIN_AFTER_MS = [50, 200, 800] as const;

export function couchHttp({ base, authorization, prefix }: CouchAddress, name: string): CouchHttp {
  const root = `${base}/${prefix}-${name}`;
  const ask = async (path: string, { method = 'GET', body }: CouchRequest, signal: AbortSignal): Promise<Response> => {
    const response = await fetch(root + path, {
      method,
      signal,
      headers: {
        accept: 'application/json',
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new StoreAway(`${method} does not come through`, error);
    });
    if (response.status < 500 && response.status !== 429) return response;
    await response.arrayBuffer().catch(() => undefined);
    throw new StoreAway(`${method} is answered with ${response.status}`);
  };
  /** Everything but what its caller expects is a mistake of ours, or of who set up the database: neither words nor address of it go any further. */
  const known = async (response: Response, expected: readonly number[] = []): Promise<Response> => {
    if (response.ok || response.status === 304 || expected.includes(response.status)) return response;
    const text = await response.text().catch(() => '');
    const { error = '' } = parsed(text) as { readonly error?: string };
    if (response.status === 401 || response.status === 403)
      throw new StoreAway(`our account is not let in (${response.status} ${error})`);
    throw new Error(`CouchDB answers ${response.status} ${error}`);
  };
  const json = async (response: Response): Promise<CouchAnswer> => {
    const text = await response.text().catch((error: unknown) => {
      throw new StoreAway('the answer breaks off', error);
    });
    return { status: response.status, body: parsed(text) };
  };
  const again = async <T>(work: () => Promise<T>): Promise<T> => {
    for (const ms of AGAIN_AFTER_MS) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StoreAway)) throw error;
        await pause(ms);
      }
    }
    return work();
  };
  const once = (path: string, request: CouchRequest): Promise<CouchAnswer> =>
    ask(path, request, AbortSignal.timeout(TIMEOUT_MS))
      .then((response) => known(response, request.expected))
      .then(json);

  return {
    read: (path, request = {}) => again(() => once(path, request)),
    write: once,
    bytes: (path) =>
      again(async () => {
        const response = await ask(path, {}, AbortSignal.timeout(TIMEOUT_MS)).then((one) => known(one, [400, 404]));
        const bytes = await response.arrayBuffer().catch((error: unknown) => {
          throw new StoreAway('the answer breaks off', error);
        });
        return response.ok ? Buffer.from(bytes) : null;
      }),
    stream: async (path, signal) => {
      const response = await ask(path, {}, signal).then((one) => known(one));
      if (response.body === null) throw new StoreAway('an answer without a body');
      return response.body;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return {};
  }
}
