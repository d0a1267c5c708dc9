import { setTimeout as pause } from 'node:timers/promises';
import { StoreAway } from '../store-away.ts';

/** Where a CouchDB is, and who asks. */
export interface CouchAddress {
  /** The one CouchDB there is, or the nodes of one cluster: without a slash at the end and without credentials. */
  readonly nodes: readonly string[];
  readonly authorization: string | undefined;
  /** What the names of our databases begin with. */
  readonly prefix: string;
}

const DEFAULT_PREFIX = 'workstation';

interface Named {
  readonly node: string;
  readonly name: string;
  readonly secret: string;
  readonly prefix: string;
}

function namedIn(url: string): Named | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.search !== '' || parsed.hash !== '') return null;
  const prefix = parsed.pathname.replaceAll('/', '');
  if (prefix !== '' && !/^[a-z][a-z0-9_-]{0,60}$/.test(prefix)) return null;
  return {
    node: parsed.origin,
    name: decodeURIComponent(parsed.username),
    secret: decodeURIComponent(parsed.password),
    prefix,
  };
}

/**
 * `http://name:password@host:5984/prefix`; the password may come from elsewhere. Nodes of one cluster are divided by commas; name, password and prefix are said
 * with the first that has them. Null: not an address of this kind.
 */
export function couchAddress(urls: string, password?: string): CouchAddress | null {
  const named = urls.split(',').map((url) => namedIn(url.trim()));
  const known = named.flatMap((one) => one ?? []);
  if (known.length < named.length) return null;
  const prefixes = new Set(known.flatMap(({ prefix }) => (prefix === '' ? [] : [prefix])));
  const account = known.find(({ name }) => name !== '');
  // Two prefixes would be two installations.
  if (prefixes.size > 1) return null;
  const basic = account === undefined ? '' : `${account.name}:${password ?? account.secret}`;
  return {
    nodes: [...new Set(known.map(({ node }) => node))],
    authorization: basic === '' ? undefined : `Basic ${Buffer.from(basic).toString('base64')}`,
    prefix: [...prefixes][0] ?? DEFAULT_PREFIX,
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

/** One database of a CouchDB, spoken to as JSON. Of several nodes one is asked until it fails, then the next. */
export interface CouchHttp {
  /** Where what is asked again does no harm: tried a few times, at every node, before the store counts as away. */
  readonly read: (path: string, request?: CouchRequest) => Promise<CouchAnswer>;
  /** Tried once, again only where nobody has heard it: what became of it is the caller's to find out. */
  readonly write: (path: string, request: CouchRequest) => Promise<CouchAnswer>;
  /** The bytes of an attachment, or null where there is none. */
  readonly bytes: (path: string) => Promise<Buffer | null>;
  /** An answer without end, as it comes. */
  readonly stream: (path: string, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;
}

const TIMEOUT_MS = 60_000;
const AGAIN_AFTER_MS = [50, 200, 800] as const;
/** What Node says where no connection came about. */
const NOT_REACHED = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function wasReached(error: unknown): boolean {
  const { cause } = error as { readonly cause?: { readonly code?: string; readonly errors?: readonly unknown[] } };
  const causes = (cause?.errors ?? [cause]) as readonly ({ readonly code?: string } | undefined)[];
  return !causes.every((one) => NOT_REACHED.has(one?.code ?? ''));
}

export const couchHttp = (address: CouchAddress, name: string): CouchHttp =>
  httpAt(address, `/${address.prefix}-${name}`);

function httpAt({ nodes, authorization }: CouchAddress, root: string): CouchHttp {
  let at = 0;
  const ask = async (path: string, { method = 'GET', body }: CouchRequest, signal: AbortSignal): Promise<Response> => {
    const asked = at;
    /** Whoever finds a node away goes on with the next, and so does everybody after him. */
    const away = (what: string, cause?: unknown, wasAsked?: boolean): StoreAway => {
      if (at === asked) at = (asked + 1) % nodes.length;
      return new StoreAway(what, cause, wasAsked);
    };
    const response = await fetch((nodes[asked] ?? '') + root + path, {
      method,
      signal,
      headers: {
        accept: 'application/json',
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw away(`${method} does not come through`, error, wasReached(error));
    });
    if (response.status < 500 && response.status !== 429) return response;
    await response.arrayBuffer().catch(() => undefined);
    throw away(`${method} is answered with ${response.status}`);
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
  const again = async <T>(work: () => Promise<T>, isWorthIt: (error: StoreAway) => boolean): Promise<T> => {
    // The other nodes at once, then with patience.
    for (const ms of [...nodes.slice(1).map(() => 0), ...AGAIN_AFTER_MS]) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StoreAway) || !isWorthIt(error)) throw error;
        if (ms > 0) await pause(ms);
      }
    }
    return work();
  };
  const once = (path: string, request: CouchRequest): Promise<CouchAnswer> =>
    ask(path, request, AbortSignal.timeout(TIMEOUT_MS))
      .then((response) => known(response, request.expected))
      .then(json);

  return {
    read: (path, request = {}) =>
      again(
        () => once(path, request),
        () => true,
      ),
    write: (path, request) =>
      again(
        () => once(path, request),
        ({ wasAsked }) => !wasAsked,
      ),
    bytes: (path) =>
      again(
        async () => {
          const response = await ask(path, {}, AbortSignal.timeout(TIMEOUT_MS)).then((one) => known(one, [400, 404]));
          const bytes = await response.arrayBuffer().catch((error: unknown) => {
            throw new StoreAway('the answer breaks off', error);
          });
          return response.ok ? Buffer.from(bytes) : null;
        },
        () => true,
      ),
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

/** A CouchDB of a time before what we ask of it. */
export class OldCouch extends Error {
  readonly version: string;
  constructor(version: string) {
    super(`CouchDB ${version} is too old`);
    this.version = version;
  }
}

/** What this is written for and tried with. */
const LEAST_VERSION = [3, 3] as const;

/** Throws `OldCouch`, or `StoreAway` where nobody answers or somebody else does. */
export async function checkVersion(address: CouchAddress): Promise<void> {
  const { body } = await httpAt(address, '').read('/', { expected: [404] });
  const { couchdb, version } = body as { readonly couchdb?: unknown; readonly version?: unknown };
  if (couchdb === undefined || typeof version !== 'string') throw new StoreAway('what answers is no CouchDB');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST_VERSION;
  if (major < leastMajor || (major === leastMajor && minor < leastMinor)) throw new OldCouch(version);
}
