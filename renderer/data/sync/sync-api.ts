import { actOf, isAct } from '../../../shared/cases/acts.ts';
import type { PhotoRef } from '../../../shared/domain/evidence.ts';
import type { AuditedAct } from '../../../shared/domain/audit.ts';
import type { Amended, Draft, Live, Outcome, RefusedWrite, Whereabouts, WriteRow } from '../api.ts';
import type { CaseWriter } from '../cases/write-case.ts';
import type { LocalCase } from '../collections/local-form.ts';
import type { DraftStore } from '../drafts/drafts.ts';
import type { SealedDatabase } from '../evidence/sealed-database.ts';
import { reportAnew } from '../drafts/report-anew.ts';
import { derived, remembered, type Known } from '../live.ts';
import { holdsPost, type Me } from '../me.ts';
import type { PhotoStore, StoredPhoto } from '../photos/photo-store.ts';
import type { OpenRecords } from '../records/open-records.ts';
import { commit, type Replaced } from '../rooms/mirror.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { combineLive } from '../../lib/combine-live.ts';
import { done, troubled } from '../trouble.ts';
import { queuedEntry, type Ledger, type LedgerRow } from './ledger.ts';
import { serverForm } from './push-cases.ts';
import type { Tray, TrayItem } from './tray.ts';
import type { Tries } from './tries.ts';
import { unsentEntry } from './unsent.ts';
import { whereIs } from './where-is.ts';

export interface WritesApi {
  readonly queued: Live<readonly WriteRow[]>;
  readonly refused: Live<readonly RefusedWrite[]>;
  readonly receipts: (limit: number) => Live<readonly WriteRow[]>;
  readonly whereIs: (entryId: string) => Live<Whereabouts>;
  readonly resend: (id: string, amended?: Amended) => Promise<Outcome<void>>;
  readonly reportAnew: (id: string) => Promise<Outcome<Draft>>;
  readonly discard: (id: string) => Promise<void>;
}

export interface WritesParts {
  readonly rooms: Rooms;
  readonly ledger: Ledger;
  readonly tries: Tries;
  readonly tray: Tray;
  readonly photos: PhotoStore;
  readonly drafts: DraftStore;
  readonly evidence: SealedDatabase;
  readonly writer: CaseWriter;
  readonly me: Me;
  readonly records: Pick<OpenRecords, 'resend'>;
  readonly caseHere: (id: string) => Promise<LocalCase | null>;
  readonly audit: (act: AuditedAct, object?: string) => Promise<void>;
}

const GONE = {
  code: 'tray/gone',
  what: '这一条已经不在退回箱里了。',
  safe: '没有写下任何东西。',
  next: '看一下事件的经过。',
};
const UNREADABLE = {
  code: 'tray/unreadable',
  what: '这一条的内容没有了，不能重送。',
  safe: '事件的其他经过都在。',
  next: '打开这件，重新办一次。',
};

const withTries = (rows: readonly WriteRow[], counts: ReadonlyMap<string, number>): readonly WriteRow[] =>
  rows.map((row) => {
    const tries = counts.get(row.id);
    return tries === undefined ? row : { ...row, tries };
  });

/** The lists behind the sync equation, and what may be done with a refused write. */
export function writesApi({
  rooms,
  ledger,
  tries,
  tray,
  photos,
  drafts,
  evidence,
  writer,
  me,
  records,
  caseHere,
  audit,
}: WritesParts): WritesApi {
  const rowsWith = (
    delivery: LedgerRow['delivery'],
    sort: (a: LedgerRow, b: LedgerRow) => number,
  ): Known<readonly WriteRow[]> =>
    derived(ledger.rows, (rows) => [...rows.values()].filter((row) => row.delivery === delivery).sort(sort)) as Known<
      readonly WriteRow[]
    >;
  const oldestFirst = (a: LedgerRow, b: LedgerRow): number => (a.writtenAt < b.writtenAt ? -1 : 1);
  const latestReceipt = (a: LedgerRow, b: LedgerRow): number => ((a.receiptAt ?? '') < (b.receiptAt ?? '') ? 1 : -1);
  const queued = rowsWith('queued', oldestFirst);
  const receipts = rowsWith('delivered', latestReceipt);

  const removal = (id: string) => [tray.plan(new Map([[id, null]])), ledger.plan(new Map([[id, null]]))];

  /** A refused step that is sent anew, with what of its photos lies in the 退回箱 by itself. */
  const replacing = ({ id }: TrayItem, photoIds: readonly string[] = []): Replaced => {
    const items = new Map([id, ...photoIds].map((one) => [one, tray.items.get().get(one) ?? null]));
    return {
      gone: [tray.plan(new Map([...items.keys()].map((one) => [one, null]))), ledger.plan(new Map([[id, null]]))],
      back: [tray.plan(items), ledger.plan(new Map([[id, ledger.rows.get().get(id) ?? null]]))],
    };
  };

  /** Everything of a refused write: a photo goes by itself; an entry takes along the photos that only it names and that nobody else has. */
  const wholeRemoval = (id: string) => {
    const along = [...ledger.rows.get().values()].filter(
      (row) => row.kind === 'photo' && row.delivery !== 'delivered' && (row.id === id || row.entry === id),
    );
    const { planned, also } = photos.planGone(along.map((row) => row.id));
    return { planned: [...removal(id), ...along.flatMap((row) => removal(row.id)), planned], also };
  };

  const resendEntry = async (item: TrayItem): Promise<Outcome<void>> => {
    const { entry, subject } = item;
    if (entry === undefined || !isAct(entry.act)) return troubled(UNREADABLE);
    const post = holdsPost(me.user, entry.by.post)
      ? entry.by.post
      : me.user.posts.find(({ role }) => isAct(entry.act) && actOf(entry.act).roles.includes(role));
    if (post === undefined)
      return troubled({
        ...UNREADABLE,
        code: 'post',
        what: '你现在没有办这一步的岗位。',
        next: '联系有这个岗位的同事。',
      });
    if (entry.act !== 'report' && entry.act !== 'selfHandle') {
      const replaced = { ...replacing(item), step: entry.id };
      const outcome = await writer.act(subject, entry.act, post, entry.data, [], replaced);
      return outcome.ok ? done(undefined) : outcome;
    }
    const held = await caseHere(subject);
    if (held !== null) {
      // A push that was cut off left it in its case, or the centre has it: it waits once more, as it stands, unless it is there.
      const row = ledger.rows.get().get(item.id) ?? queuedEntry(entry, subject, held.finding);
      const again = ledger.plan(new Map([[item.id, { ...row, delivery: 'queued' as const }]]));
      await commit(rooms, [tray.plan(new Map([[item.id, null]])), again], [unsentEntry(entry, serverForm(held))]);
      await ledger.settle(held, held.rev ?? '');
      return done(undefined);
    }
    const named = new Set(((entry.data['photos'] ?? []) as readonly PhotoRef[]).map(({ id }) => id));
    const owned: readonly StoredPhoto[] = [...photos.rows.get().values()].filter(({ id }) => named.has(id));
    const outcome = await writer.begin(
      subject,
      entry.act,
      post,
      { finding: entry.data['finding'] },
      owned,
      replacing(
        item,
        owned.map((photo) => photo.id),
      ),
    );
    return outcome.ok ? done(undefined) : outcome;
  };

  return {
    queued: derived(combineLive<unknown>([queued, tries.counts]), () => withTries(queued.get(), tries.counts.get())),
    refused: derived(tray.items, (items) => [...items.values()].sort((a, b) => (a.refusedAt < b.refusedAt ? 1 : -1))),
    receipts: remembered((limit: number) => derived(receipts, (rows) => rows.slice(0, limit))),
    whereIs: remembered((id: string) => whereIs(ledger, (row) => row.id === id || row.entry === id)),
    resend: async (id, amended) => {
      const item = tray.items.get().get(id);
      if (item === undefined) return troubled(GONE);
      if (item.act === 'change') return records.resend(item, removal(id), amended);
      if (item.act !== 'photo') return resendEntry(item);
      const row = ledger.rows.get().get(id);
      if (row === undefined) return troubled(UNREADABLE);
      await commit(rooms, [
        tray.plan(new Map([[id, null]])),
        ledger.plan(new Map([[id, { ...row, delivery: 'queued' }]])),
      ]);
      return done(undefined);
    },
    reportAnew: async (id) => {
      const item = tray.items.get().get(id);
      if (item === undefined) return troubled(GONE);
      return reportAnew({ rooms, drafts, photos, evidence, me }, item, wholeRemoval(id));
    },
    discard: async (id) => {
      const item = tray.items.get().get(id);
      if (item === undefined) return;
      // Else it would be taken for one that waits once its row is gone.
      if (item.entry !== undefined) await writer.leaveOut(item.subject, id);
      const { planned, also } = wholeRemoval(id);
      await commit(rooms, planned, also);
      await audit('discard', item.subject);
    },
  };
}
