import { receiveCase } from '../../../shared/cases/receive.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { ChangeEntry } from '../../../shared/domain/change.ts';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { caseNumber } from '../../../shared/domain/case-number.ts';
import { REFUSALS, type Refusal } from '../../../shared/sync/refusal.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import type { Fetch } from '../sync/server-link.ts';

type Stored = Readonly<Record<string, unknown>> & { readonly _id: string; readonly _rev: string };

/**
 * The edge of the network for tests of the client alone: answers as the server is agreed to (`shared/sync/wire.ts`), judges cases with the same functions,
 * and can be pulled out, slowed or made to refuse at will. What the real server does is told by `sync-server/test/client`.
 */
export class NetworkDouble {
  /** False: the cable is out. */
  up = true;
  /** So many answers to pushed records get lost on the way back, after the server has done its part. */
  loseAnswers = 0;
  /** So many requests are told to come later, each by another of the answers that say so. */
  busy = 0;
  /** A slow line: photos are taken when this is over. */
  photosTake: Promise<void> = Promise.resolve();
  nowMs = Date.parse('2026-11-20T02:00:00.000Z');
  readonly passwords = new Map<string, { password: string; user: User }>();
  readonly documents = new Map<string, Stored>();
  readonly evidence = new Map<string, Stored>();
  readonly audit = new Map<string, Stored>();
  readonly requests: string[] = [];
  /** From where the feed was asked for. */
  readonly askedSince: string[] = [];
  /** By case id: refuse it, whatever it says. */
  readonly refuse = new Map<string, Refusal>();
  /** By act: refuse a push that brings such an entry. */
  readonly refuseAct = new Map<string, Refusal>();
  private readonly tokens = new Map<string, User>();
  private readonly log: string[] = [];
  private readonly waiting = new Set<() => void>();
  private counter = 0;

  constructor(users: readonly { readonly user: User; readonly password: string }[]) {
    for (const { user, password } of users) this.passwords.set(user.account, { user, password });
  }

  /** Puts a document there as if somebody else had written it. */
  put(document: Readonly<Record<string, unknown>> & { readonly _id: string }): void {
    const height = Number((this.documents.get(document._id)?._rev ?? '0').split('-')[0]) + 1;
    this.documents.set(document._id, { ...document, _rev: `${height}-${document._id.slice(-6).toLowerCase()}` });
    this.log.push(document._id);
    this.wake();
  }

  endSessions(): void {
    this.tokens.clear();
    this.wake();
  }

  wake(): void {
    for (const wake of [...this.waiting]) wake();
  }

  readonly fetch: Fetch = async (input, init) => {
    const url = new URL(input, 'http://double');
    this.requests.push(`${init.method ?? 'GET'} ${url.pathname}`);
    if (this.up && this.busy > 0) {
      this.busy -= 1;
      const status = this.busy % 2 === 0 ? 429 : 408;
      return new Response('{"error":"too_many_requests","reason":""}', { status, headers: { 'retry-after': '0.2' } });
    }
    const answer = this.up ? await this.route(url, init) : null;
    init.signal?.throwIfAborted();
    const loses = this.loseAnswers > 0 && url.pathname === '/records/_bulk_docs';
    if (loses) this.loseAnswers -= 1;
    if (answer === null || loses) throw new TypeError('fetch failed');
    return new Response(JSON.stringify(answer.body), {
      status: answer.status ?? 200,
      headers: { 'x-server-time': String(this.nowMs), 'content-type': 'application/json' },
    });
  };

  private async route(
    url: URL,
    init: RequestInit,
  ): Promise<{ readonly status?: number; readonly body: unknown } | null> {
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    if (url.pathname === '/_workstation/session') return this.signIn(body);
    const token = new Headers(init.headers).get('authorization')?.slice('Bearer '.length) ?? '';
    const user = this.tokens.get(token);
    if (user === undefined) return { status: 401, body: { error: 'unauthorized', reason: 'no session' } };
    switch (url.pathname) {
      case '/records/_changes':
        this.askedSince.push(url.searchParams.get('since') ?? '');
        return this.changes(url, init.signal ?? null, token);
      case '/records/_bulk_docs':
        return { body: (body['docs'] as Stored[]).map((document) => this.receive(document, user)) };
      case '/records/_all_docs':
        return {
          body: { rows: (body['keys'] as string[]).map((id) => ({ id, doc: this.documents.get(id) ?? null })) },
        };
      case '/evidence/_revs_diff':
      case '/audit/_revs_diff': {
        const there = url.pathname.startsWith('/audit') ? this.audit : this.evidence;
        const missing = Object.entries(body as Record<string, string[]>).filter(
          ([id, [rev]]) => there.get(id)?._rev !== rev,
        );
        return { body: Object.fromEntries(missing.map(([id, revs]) => [id, { missing: revs }])) };
      }
      case '/evidence/_bulk_docs':
        await this.photosTake;
        for (const document of body['docs'] as Stored[]) this.evidence.set(document._id, document);
        return { body: [] };
      case '/audit/_bulk_docs': {
        const rows = (body['docs'] as Stored[]).map((document) => {
          if (this.audit.has(document._id)) return { id: document._id, error: 'conflict', reason: '' };
          this.audit.set(document._id, document);
          return { id: document._id, ok: true, rev: '1-a' };
        });
        return { body: rows };
      }
      default: {
        const document = this.documents.get(decodeURIComponent(url.pathname.slice('/records/'.length)));
        return document === undefined
          ? { status: 404, body: { error: 'not_found', reason: 'missing' } }
          : { body: document };
      }
    }
  }

  private signIn(body: Readonly<Record<string, unknown>>): { readonly status?: number; readonly body: unknown } {
    const known = this.passwords.get(String(body['name']));
    if (known?.password !== body['password']) {
      return { status: 401, body: { error: 'unauthorized', reason: 'wrong', triesLeft: 3 } };
    }
    const token = `token-of-${known?.user.account ?? ''}-${(this.counter += 1)}`;
    if (known !== undefined) this.tokens.set(token, known.user);
    const time = new Date(this.nowMs).toISOString();
    const policy = { offlineDays: 30, idleLockMinutes: 15 };
    return { body: { token, expiresAt: time, user: known?.user, serverId: 'double', time, policy, auditSeq: 0 } };
  }

  private refusalOfNewEntry(stored: Stored | undefined, pushed: Stored): Refusal | undefined {
    const logOf = (document: Stored | undefined): CaseDocument['log'] =>
      (document as unknown as CaseDocument | undefined)?.log ?? [];
    const known = new Set(logOf(stored).map(({ id }) => id));
    const fresh = logOf(pushed).find(({ id, act }) => !known.has(id) && this.refuseAct.has(act));
    return fresh && this.refuseAct.get(fresh.act);
  }

  /** A record: made upon the revision in force or not at all; its edits become lines of the history (`sync-server/src/write/judge-history.ts`). */
  private receiveRecord(pushed: Stored): unknown {
    const { _rev: rev, changes = [], ...content } = pushed as Stored & { readonly changes?: readonly ChangeEntry[] };
    const stored = this.documents.get(pushed._id);
    const refusal = this.refuse.get(pushed._id) ?? changes.map(({ act }) => this.refuseAct.get(act)).find(Boolean);
    if (refusal !== undefined) return { id: pushed._id, error: 'forbidden', reason: refusal.code, refusal };
    const { _rev: inForce, ...there } = stored ?? { _rev: undefined };
    const isSame = canonicalJson(there) === canonicalJson(content);
    if (stored !== undefined && rev !== inForce && !isSame) {
      return { id: pushed._id, error: 'conflict', reason: 'Document update conflict.', document: stored };
    }
    if (!isSame) this.put(content);
    for (const entry of changes) {
      const _id = `change:${entry.id}`;
      if (this.documents.has(_id)) continue;
      const { scope, provenance } = content as Readonly<Record<string, unknown>>;
      const takenAt = new Date(this.nowMs).toISOString();
      this.put({
        ...entry,
        _id,
        type: 'change',
        scope,
        provenance,
        schema: CURRENT_FORM,
        subject: pushed._id,
        takenAt,
      });
    }
    const document = this.documents.get(pushed._id);
    return { id: pushed._id, ok: true, rev: document?._rev, document };
  }

  private receive(pushed: Stored, user: User): unknown {
    if (!pushed._id.startsWith('case:')) return this.receiveRecord(pushed);
    const stored = this.documents.get(pushed._id);
    const refusal = this.refuse.get(pushed._id) ?? this.refusalOfNewEntry(stored, pushed);
    if (refusal !== undefined) return { id: pushed._id, error: 'forbidden', reason: refusal.code, refusal };
    const { _rev: _ours, ...content } = stored ?? { _rev: '' };
    const received = receiveCase(
      stored === undefined ? null : (content as unknown as CaseDocument),
      pushed as unknown as CaseDocument,
      user,
      this.nowMs,
    );
    if (!received.ok)
      return { id: pushed._id, error: 'forbidden', reason: received.reason.code, refusal: received.reason };
    if (received.value.stamped.length > 0 || stored === undefined) {
      const number =
        (stored?.['number'] as string | undefined) ??
        caseNumber(received.value.document.scope, this.nowMs, (this.counter += 1));
      this.put({ ...received.value.document, number });
    }
    const document = this.documents.get(pushed._id);
    return { id: pushed._id, ok: true, rev: document?._rev, document };
  }

  private async changes(
    url: URL,
    signal: AbortSignal | null,
    token: string,
  ): Promise<{ readonly status?: number; readonly body: unknown } | null> {
    const since = Number(url.searchParams.get('since'));
    if (url.searchParams.get('feed') === 'longpoll' && since >= this.log.length) {
      await new Promise<void>((resolve) => {
        const over = (): void => {
          this.waiting.delete(over);
          resolve();
        };
        this.waiting.add(over);
        signal?.addEventListener('abort', over);
      });
      if (!this.up) return null;
      if (!this.tokens.has(token)) return { status: 401, body: { error: 'unauthorized', reason: 'over' } };
    }
    const limit = Number(url.searchParams.get('limit'));
    const ids = this.log.slice(since, since + limit);
    const results = ids.map((id, index) => {
      const doc = this.documents.get(id);
      return { id, seq: String(since + index + 1), changes: [{ rev: doc?._rev ?? '' }], doc };
    });
    return { body: { results, last_seq: String(since + ids.length), pending: this.log.length - since - ids.length } };
  }
}

/** A refusal that is about what was written, not about where it lies. */
export const NOT_TAKEN: Refusal = REFUSALS.audience;
