import { createHmac, timingSafeEqual } from 'node:crypto';
import { mayWriteType } from '../../../shared/access/rights.ts';
import { auditId, auditSchema, type AuditDocument } from '../../../shared/domain/audit.ts';
import { isUnder } from '../../../shared/domain/codes.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import { REFUSALS } from '../../../shared/sync/refusal.ts';
import type { Installations } from '../session/installations.ts';
import type { Store, StoredDocument } from '../store/port.ts';
import { refused, refusedShape, type Judge, type JudgeContext, type Judgement, type Submission } from './judgement.ts';

/** A link of an installation's chain, as far as the next one refers to it. */
interface Head {
  readonly seq: number;
  readonly mac: string;
}

const START: Head = { seq: 0, mac: '' };

export const auditPrefix = (installation: string): string => `audit:${installation}:`;

const headOf = (link: StoredDocument): Head => ({ seq: Number(link['seq']), mac: String(link['mac']) });

/** The last link that is here; in a cluster a copy may answer that is a moment behind. */
export async function auditHead(store: Store, installation: string): Promise<Head> {
  const last = await store.lastUnder(auditPrefix(installation));
  return last === null ? START : headOf(last);
}

/** The link that this one follows, by its id, so that most copies of a cluster are asked for it: a list under a prefix may come from one that is behind. */
async function linkBefore(store: Store, { installation, seq }: AuditDocument): Promise<Head | null> {
  if (seq === 1) return START;
  const id = auditId(installation, seq - 1);
  const before = (await store.current([id])).get(id);
  return before === undefined ? null : headOf(before);
}

/** The mac over everything but itself and what a database adds. */
export function auditMac(key: Buffer, entry: Readonly<Record<string, unknown>>): string {
  const { _id, _rev, mac, ...signed } = entry;
  return createHmac('sha256', key).update(canonicalJson(signed)).digest('hex');
}

const isSigned = (key: Buffer, entry: AuditDocument): boolean =>
  timingSafeEqual(Buffer.from(auditMac(key, entry), 'hex'), Buffer.from(entry.mac, 'hex'));

/** A link lies where one of its author's posts is, or was when he wrote it without the server; or nobody could find it. */
const isPlaced = (user: User, entry: AuditDocument): boolean =>
  [...user.posts, ...(user.formerPosts ?? [])].some((post) => isUnder(entry.scope, post.scope));

/** Takes links of hash chains, each only behind the one before it (DESIGN §6). The caller holds the chain while it judges and writes. */
export function judgeAudit(store: Store, installations: Installations): Judge {
  return async (submissions, context) => {
    const heads = new Map<string, Head>();
    const before = async (entry: AuditDocument): Promise<Head | null> =>
      heads.get(entry.installation) ?? linkBefore(store, entry);
    const judged = new Map<Submission, Judgement>();
    for (const submission of inOrder(submissions)) {
      const { judgement, link } = await judgeLink(submission, context, before, installations);
      judged.set(submission, judgement);
      if (link !== null) heads.set(link.installation, { seq: link.seq, mac: link.mac });
    }
    return submissions.map((submission) => judged.get(submission) ?? refused(REFUSALS.auditChain));
  };
}

/** A replicator sends documents in any order; ids sort by sequence. */
const inOrder = (submissions: readonly Submission[]): readonly Submission[] =>
  [...submissions].sort((a, b) => (a.pushed.id < b.pushed.id ? -1 : 1));

interface Judged {
  readonly judgement: Judgement;
  /** The link that now is the head, or null. */
  readonly link: AuditDocument | null;
}
const no = (judgement: Judgement): Judged => ({ judgement, link: null });

async function judgeLink(
  { pushed, stored }: Submission,
  { user }: JudgeContext,
  before: (entry: AuditDocument) => Promise<Head | null>,
  installations: Installations,
): Promise<Judged> {
  if (!mayWriteType(user, 'audit')) return no(refused(REFUSALS.type));
  if (pushed.deleted) return no(refused(REFUSALS.deletion));
  const parsed = auditSchema.safeParse(pushed.content);
  if (!parsed.success) return no(refusedShape(parsed.error.issues[0]?.path.join('.')));
  const entry = parsed.data;
  if (entry._id !== auditId(entry.installation, entry.seq) || !isPlaced(user, entry)) return no(refusedShape('_id'));
  if (entry.person !== user.id) return no(refused(REFUSALS.author));
  const key = await installations.keyOf(entry.installation, user.id);
  if (key === null || !isSigned(key, entry)) return no(refused(REFUSALS.auditChain));
  if (stored !== null)
    return no(isRepeated(stored, entry) ? { kind: 'same', inForce: stored } : refused(REFUSALS.immutable));
  const head = await before(entry);
  if (entry.seq !== (head?.seq ?? 0) + 1 || entry.prev !== head?.mac) return no(refused(REFUSALS.auditChain));
  return { judgement: { kind: 'write', content: entry }, link: entry };
}

const isRepeated = (stored: StoredDocument, entry: AuditDocument): boolean => stored['mac'] === entry.mac;
