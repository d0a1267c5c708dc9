import { auditId, type AuditDocument, type AuditedAct } from '../../../shared/domain/audit.ts';
import type { Post } from '../../../shared/domain/staff.ts';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { fromBase64, toBase64, toHex, toUtf8, type Bytes } from '../../lib/bytes.ts';
import type { Locks } from '../../lib/locks.ts';
import type { Me } from '../me.ts';
import type { Rooms } from '../rooms/rooms.ts';

/** The last link of the chain, kept after its links have been delivered. */
export interface AuditHead {
  readonly seq: number;
  readonly mac: string;
}
const NO_HEAD: AuditHead = { seq: 0, mac: '' };

/** When something was done, where that is not now: trusted time, and whether it was. */
export interface AuditWhen {
  readonly at: string;
  readonly isTrusted: boolean;
}

export interface AuditChain {
  readonly append: (act: AuditedAct, object?: string, reason?: string, when?: AuditWhen) => Promise<void>;
  readonly head: () => Promise<AuditHead>;
  /** Links the server has not got, oldest first. */
  readonly undelivered: () => Promise<readonly AuditDocument[]>;
  readonly delivered: (ids: readonly string[]) => Promise<void>;
}

const KEY = 'audit-key';
const HEAD = 'audit-head';

/** The key of the chain, 32 bytes: told to the server at every sign-in, lies sealed here. */
export async function readAuditKey(rooms: Rooms): Promise<Bytes | null> {
  const key = await rooms.read('memory', KEY);
  return typeof key === 'string' ? fromBase64(key) : null;
}
export const keepAuditKey = (rooms: Rooms, key: Bytes): Promise<void> =>
  rooms.write([{ room: 'memory', id: KEY, value: toBase64(key) }]);

export async function readAuditHead(rooms: Rooms): Promise<AuditHead> {
  return ((await rooms.read('memory', HEAD)) as AuditHead | undefined) ?? NO_HEAD;
}

/**
 * What is put on record, as a hash chain (DESIGN §6): each link carries the mac of the one before, under a key that the server knows,
 * so that a link changed or left out shows. One chain per local store, that is per person on a terminal: a colleague on the same machine
 * cannot open, and so could not pass on, links that are sealed under somebody else's password.
 */
export async function openAuditChain(
  rooms: Rooms,
  installation: string,
  rawKey: Bytes,
  me: Me,
  locks: Locks,
): Promise<AuditChain> {
  const key = await crypto.subtle.importKey('raw', rawKey, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const macOf = async (link: object): Promise<string> =>
    toHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, toUtf8(canonicalJson(link)))));
  const place: Post | undefined = me.user.posts[0];

  const append: AuditChain['append'] = async (act, object, reason, when) => {
    const { at, isTrusted } = when ?? { at: isoAt(me.clock.nowMs()), isTrusted: me.clock.verified() };
    const { seq: before, mac: prev } = await readAuditHead(rooms);
    const seq = before + 1;
    const link = {
      type: 'audit' as const,
      scope: place?.scope ?? '',
      schema: 1,
      installation,
      seq,
      at,
      clock: isTrusted ? ('trusted' as const) : ('unverified' as const),
      person: me.user.id,
      role: place?.role ?? 'gridWorker',
      act,
      ...(object === undefined ? {} : { object }),
      ...(reason === undefined ? {} : { reason }),
      prev,
    };
    const mac = await macOf(link);
    const document: AuditDocument = { _id: auditId(installation, seq), ...link, mac };
    await rooms.write([
      { room: 'audit', id: document._id, value: document },
      { room: 'memory', id: HEAD, value: { seq, mac } satisfies AuditHead },
    ]);
  };

  return {
    // One writer at a time among all windows, or two links would follow the same one.
    append: (...link) => locks.hold(`ggw-audit-${installation}`, () => append(...link), new AbortController().signal),
    head: () => readAuditHead(rooms),
    undelivered: async () =>
      [...(await rooms.readAll('audit')).values()].map((value) => value as AuditDocument).sort((a, b) => a.seq - b.seq),
    delivered: (ids) => rooms.write(ids.map((id) => ({ room: 'audit', id, gone: true }))),
  };
}
