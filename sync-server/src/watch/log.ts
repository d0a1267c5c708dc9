import { isoAt, type Clock } from '../../../shared/lib/clock.ts';

export type LogLevel = 'quiet' | 'info';

/** What is worth a line beside requests. Named here, so that no text from outside can become one. */
export type EventName =
  | 'started'
  | 'stopping'
  /** Something hung when the server stopped, and was left. */
  | 'stopped-late'
  | 'sign-in-refused'
  | 'locked-out'
  | 'audit-key-differs'
  | 'backup-begun'
  | 'backup-done'
  | 'backup-failed'
  /** A feed of the CouchDB behind the server broke off; it is taken up again. */
  | 'store-away';

export interface RequestLine {
  readonly id: string;
  readonly method: string;
  /** The pattern, never the path. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** The client left before the answer was whole. */
  readonly cut: boolean;
}

/**
 * One line of JSON per request and per event. It cannot hold personal data because nothing it takes is free text: names come from the unions above,
 * everything else is a number, and of a failure only its class and its place in the code are kept.
 */
export interface Log {
  /** Left out when quiet. */
  readonly request: (line: RequestLine) => void;
  /** Left out when quiet unless it asks for somebody's attention. */
  readonly event: (name: EventName, numbers?: Readonly<Record<string, number>>) => void;
  /** A bug or a broken disk: always written. */
  readonly failure: (error: unknown, request?: string) => void;
}

const ASKS_FOR_ATTENTION = new Set<EventName>(['audit-key-differs', 'backup-failed', 'stopped-late']);

/** Where in our code, without the message (it may quote a document) and without the folders of this machine. */
function placesOf(error: Error): readonly string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => /([^/\\(\s]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? 'unknown');
}

const wordOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[A-Za-z][A-Za-z_]{0,40}$/.test(value) ? value : undefined;

/** Names of error classes and codes are written by programmers, unless somebody made them from data. */
const KNOWN_NAME = /^(?:[A-Z][A-Za-z]{0,30})?Error$/;

function aboutFailure(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = wordOf((error as NodeJS.ErrnoException).code);
  return {
    name: KNOWN_NAME.test(error.constructor.name) ? error.constructor.name : 'Error',
    ...(code !== undefined && code === code.toUpperCase() ? { code } : {}),
    at: placesOf(error),
  };
}

export function openLog(level: LogLevel, clock: Clock, write: (line: string) => void): Log {
  const put = (kind: string, fields: object): void => {
    write(`${JSON.stringify({ time: isoAt(clock.nowMs()), kind, ...fields })}\n`);
  };
  return {
    request: (line) => {
      if (level === 'info') put('request', line);
    },
    event: (name, numbers = {}) => {
      if (level === 'info' || ASKS_FOR_ATTENTION.has(name)) put('event', { event: name, ...numbers });
    },
    failure: (error, request) => {
      put('failure', { ...(request === undefined ? {} : { id: request }), ...aboutFailure(error) });
    },
  };
}

export const SILENT: Log = { request: () => undefined, event: () => undefined, failure: () => undefined };
