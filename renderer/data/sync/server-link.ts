import type { z } from 'zod';
import { errorBody, TIME_HEADER, VERSION_WORDS, type ErrorBody } from '../../../shared/sync/wire.ts';
import type { AnchoredClock } from '../clock.ts';
import { pause } from '../../lib/signals.ts';
import { cell, type Known } from '../live.ts';

/** The server cannot be reached, or answers that it is in trouble itself: try again later, nothing is lost. */
export class Unreachable extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'Unreachable';
  }
}

/** The server is there and asks to be left in peace for a while: it has judged nothing, and takes it later. */
export class Busy extends Unreachable {
  readonly retryInMs: number;
  constructor(what: string, retryInMs: number) {
    super(what);
    this.retryInMs = retryInMs;
  }
}

/** The server answered, and the answer is no. */
export class Refused extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  constructor(status: number, body: ErrorBody, path: string) {
    super(`${path}: ${status} ${body.error}: ${body.reason}`);
    this.name = 'Refused';
    this.status = status;
    this.body = body;
  }
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly json?: unknown;
  /** JSON already written out. */
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds without an answer until the server counts as unreachable. */
  readonly timeoutMs?: number;
  /** Instead of our own: that of another window, to open a session beside it. */
  readonly token?: string;
  /** Somebody waits before the screen: asked also while the server wants to be left in peace. */
  readonly atOnce?: boolean;
}

export interface Contact {
  readonly online: boolean;
  /** When the present state began, trusted time; offline began with the last contact, also one before a restart. */
  readonly sinceMs: number;
}

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

/** The one way to the server: address, token, time anchor, and the knowledge whether it is there. */
export interface ServerLink {
  readonly contact: Known<Contact>;
  /** Why nothing is sent although the server answers, in words; null when all is well. */
  readonly halted: Known<string | null>;
  readonly send: (path: string, call?: Call) => Promise<Response>;
  readonly ask: <T>(schema: z.ZodType<T>, path: string, call?: Call) => Promise<T>;
  readonly authorize: (token: string | null) => void;
  /** Whether there is a session. */
  readonly isAuthorized: () => boolean;
  /** Of the session, while there is one. */
  readonly token: () => string | null;
  /** Resolves when there is a session; rejects when the signal says stop. */
  readonly whenSignedIn: (signal: AbortSignal) => Promise<void>;
  /** Resolves when there is a session and the server answers. */
  readonly whenOpen: (signal: AbortSignal) => Promise<void>;
  readonly halt: (words: string | null) => void;
  /** What the browser knows earlier than we: the cable is out. */
  readonly lost: () => void;
  /** The cable is in again, which is not the same as the server answering: whoever waits before asking again asks now. */
  readonly back: () => void;
}

const TIMEOUT_MS = 15_000;
/** Where the server does not say how long, or says what nobody would wait for. */
const USUAL_PEACE_MS = 2_000;
const LONGEST_PEACE_MS = 60_000;

/** Answers that say nothing of what was sent: it came too slowly (408), too early (425), or too much of it came (429). */
const TAKES_IT_LATER = new Set([408, 425, 429]);

/** `Retry-After` in seconds, or what is usual. A little of chance, or all who were turned away come back at once. */
function peaceMs(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const ms = seconds > 0 ? Math.min(seconds * 1_000, LONGEST_PEACE_MS) : USUAL_PEACE_MS;
  return ms * (1 + Math.random() / 4);
}

export const SESSION_OVER = '中心结束了这次登录：时间到了，或密码、岗位、账号在中心改过。要继续送达，重新输入密码。';

export function serverLink(base: string, fetch: Fetch, clock: AnchoredClock): ServerLink {
  const contact = cell<Contact>({ online: false, sinceMs: clock.lastContactMs() ?? clock.nowMs() });
  const halted = cell<string | null>(null);
  const token = cell<string | null>(null);

  const mark = (online: boolean): void => {
    if (contact.get().online !== online)
      contact.set({ online, sinceMs: online ? clock.nowMs() : (clock.lastContactMs() ?? clock.nowMs()) });
  };

  /** Until when the server wants to be left in peace, by `performance.now()`. */
  let peaceUntil = 0;

  const send = async (path: string, call: Call = {}): Promise<Response> => {
    const { method = 'GET', json, signal, timeoutMs = TIMEOUT_MS, atOnce = false } = call;
    if (!atOnce && peaceUntil > performance.now()) {
      await pause(peaceUntil - performance.now(), signal ?? new AbortController().signal);
      signal?.throwIfAborted();
    }
    const body = call.body ?? (json === undefined ? undefined : JSON.stringify(json));
    const limit = AbortSignal.timeout(timeoutMs);
    const usedToken = call.token ?? token.get();
    const begun = performance.now();
    const response = await fetch(base + path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(usedToken === null ? {} : { authorization: `Bearer ${usedToken}` }),
      },
      ...(body === undefined ? {} : { body }),
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      cache: 'no-store',
      credentials: 'omit',
    }).catch((error: unknown) => {
      if (signal?.aborted === true) throw error;
      mark(false);
      throw new Unreachable(path, { cause: error });
    });
    const serverMs = Number(response.headers.get(TIME_HEADER));
    if (serverMs > 0) clock.anchor(serverMs, performance.now() - begun);
    // A gateway in between answers for a server that is not there.
    if (response.status >= 502 && response.status <= 504) {
      mark(false);
      throw new Unreachable(`${path}: ${response.status}`);
    }
    mark(true);
    if (response.ok) return response;
    if (TAKES_IT_LATER.has(response.status)) {
      const ms = peaceMs(response);
      peaceUntil = Math.max(peaceUntil, performance.now() + ms);
      throw new Busy(`${path}: ${response.status}`, ms);
    }
    const refused = new Refused(response.status, await errorOf(response), path);
    if (response.status === 401 && usedToken !== null && usedToken === token.get()) {
      token.set(null);
      halted.set(refused.body.version === undefined ? SESSION_OVER : VERSION_WORDS[refused.body.version]);
    }
    throw refused;
  };

  return {
    contact,
    halted,
    send,
    ask: async (schema, path, call) => {
      const response = await send(path, call);
      const body: unknown = await response.json().catch((error: unknown) => {
        // The connection broke in the middle of the answer.
        throw new Unreachable(path, { cause: error });
      });
      const parsed = schema.safeParse(body);
      if (!parsed.success) throw new Unreachable(`${path}: the answer is not what was agreed`, { cause: parsed.error });
      return parsed.data;
    },
    authorize: (next) => {
      token.set(next);
      if (next !== null) halted.set(null);
    },
    isAuthorized: () => token.get() !== null,
    token: token.get,
    whenSignedIn: async (signal) => {
      await onceTrue(token, () => token.get() !== null, signal);
    },
    whenOpen: async (signal) => {
      await onceTrue(token, () => token.get() !== null, signal);
      await onceTrue(contact, () => contact.get().online, signal);
    },
    halt: halted.set,
    lost: () => {
      mark(false);
    },
    back: () => {
      if (contact.get().online) mark(false);
      // Still away, said again: who listens looks.
      else contact.set({ ...contact.get() });
    },
  };
}

function onceTrue(source: Known<unknown>, holds: () => boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (signal.aborted) reject(new DOMException('stopped waiting', 'AbortError'));
      else if (holds()) resolve();
      else return;
      leave();
      signal.removeEventListener('abort', look);
    };
    const leave = source.subscribe(look);
    signal.addEventListener('abort', look);
    look();
  });
}

async function errorOf(response: Response): Promise<ErrorBody> {
  const parsed = errorBody.safeParse(await response.json().catch(() => null));
  return parsed.success ? parsed.data : { error: 'unknown', reason: response.statusText };
}
