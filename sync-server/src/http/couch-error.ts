import type { Refusal } from '../../../shared/sync/refusal.ts';

/** An answer in CouchDB's error shape. Thrown by routes, sent by the error handler. */
export class CouchError extends Error {
  readonly status: number;
  readonly error: string;
  readonly reason: string;
  /** Fields of ours beside CouchDB's own. */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(status: number, error: string, reason: string, more: Readonly<Record<string, unknown>> = {}) {
    super(`${error}: ${reason}`);
    this.status = status;
    this.error = error;
    this.reason = reason;
    this.more = more;
  }

  body(): Readonly<Record<string, unknown>> {
    return { error: this.error, reason: this.reason, ...this.more };
  }
}

/** 429: asked too often, or too much at once. Says when to come again; whoever wrote something keeps it until then. */
export class TooMany extends CouchError {
  readonly retryAfterSeconds: number;

  constructor(refusal: Refusal, waitMs: number) {
    super(429, 'too_many_requests', refusal.why, { refusal });
    this.retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1_000));
  }
}

export const badRequest = (reason: string): CouchError => new CouchError(400, 'bad_request', reason);
export const badQuery = (reason: string): CouchError => new CouchError(400, 'query_parse_error', reason);
/** What is not there, and what may not be seen: one answer. */
export const missing = (reason: 'missing' | 'deleted' = 'missing'): CouchError =>
  new CouchError(404, 'not_found', reason);
export const unauthorized = (reason: string, more: Readonly<Record<string, unknown>> = {}): CouchError =>
  new CouchError(401, 'unauthorized', reason, more);
export const forbidden = (reason: string, more: Readonly<Record<string, unknown>> = {}): CouchError =>
  new CouchError(403, 'forbidden', reason, more);
export const noDatabase = (): CouchError => new CouchError(404, 'not_found', 'Database does not exist.');
export const conflict = (): CouchError => new CouchError(409, 'conflict', 'Document update conflict.');
