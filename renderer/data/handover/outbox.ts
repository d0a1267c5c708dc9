import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { projectFold, foldLog } from '../../../shared/cases/fold.ts';
import type { CaseDocument, LogEntry } from '../../../shared/domain/case.ts';
import { hasHistory, type ChangeEntry } from '../../../shared/domain/change.ts';
import { isUnder } from '../../../shared/domain/codes.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import type { PhotoRef } from '../../../shared/domain/evidence.ts';
import { handoverId, handoverTypeOf, type HandoverDocument } from '../../../shared/domain/handover.ts';
import { NOT_YOURS } from '../../../shared/cases/receive.ts';
import { REFUSALS, type Refusal } from '../../../shared/sync/refusal.ts';
import type { Known } from '../live.ts';
import { changeInWords, titleOf } from '../records/in-words.ts';
import { isCreation } from '../records/rebase.ts';
import { commit, mirrorOf } from '../rooms/mirror.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { HandedOver } from './api.ts';
import { entryTitle, queuedChange, queuedEntry, type Ledger, type LedgerRow } from '../sync/ledger.ts';
import { inWords, type Tray } from '../sync/tray.ts';

export interface StoredHandover extends HandedOver {
  /** What is said. It stays as long as the line is listed: a centre put back from a backup may have to be told once more. */
  readonly document?: HandoverDocument;
  /** Until the receipt: what the 退回箱 needs if the hand-over itself is refused. */
  readonly record?: AnyRecord;
  readonly case?: CaseDocument;
}

export interface HandoverOutbox {
  readonly items: Known<ReadonlyMap<string, StoredHandover>>;
  readonly putChange: (change: ChangeEntry, record: AnyRecord) => Promise<void>;
  /** `isNew`: the case was made here and is nowhere else. */
  readonly putEntry: (entry: LogEntry, document: CaseDocument, isNew: boolean) => Promise<void>;
  readonly settle: (id: string, receiptAt: string, rev: string) => Promise<void>;
  /** The centre has it no more: it waits again. False: what was said is no longer here. */
  readonly again: (id: string, waiting: string) => Promise<boolean>;
  readonly refuse: (id: string, refusal: Refusal, at: string) => Promise<void>;
}

const WAITING = '正在交给现在的责任人';
/** Handed over long ago: no longer listed. */
const LISTED_MS = 90 * 86_400_000;

/** What a refusal says of a document that left, or never was in, the sight of whoever wrote it. */
const OUT_OF_SIGHT: ReadonlySet<string> = new Set([REFUSALS.before.code, REFUSALS.after.code]);
export const isOutOfSight = ({ code }: Refusal): boolean => OUT_OF_SIGHT.has(code);
/** Written in a post that is over. */
export const isOfFormerPost = ({ code }: Refusal): boolean => code === NOT_YOURS;

/** Whether an edit was made by right: of what the server had shown us, or of something new at a place of the post it was made in. */
export const wasOurs = (
  document: { readonly scope: string; readonly rev?: string | undefined },
  { by }: { readonly by: { readonly post: { readonly scope: string } } },
): boolean => document.rev !== undefined || isUnder(document.scope, by.post.scope);

/** Durable and sealed, in one transaction with the ledger, before the local document goes: an edit is always in one of the two. */
export async function openHandoverOutbox(
  rooms: Rooms,
  ledger: Ledger,
  tray: Tray,
  nowMs: number,
): Promise<HandoverOutbox> {
  const { rows: items, plan } = await mirrorOf<StoredHandover>(rooms, 'handovers');
  const old = [...items.get().values()].filter(
    ({ receiptAt }) => receiptAt !== undefined && Date.parse(receiptAt) + LISTED_MS < nowMs,
  );
  const changes: (readonly [string, StoredHandover | null])[] = [
    ...[...items.get().values()].flatMap((item) =>
      isForgotten(item, ledger) ? [[item.id, unsaid(item)] as const] : [],
    ),
    // Their rows are listed no longer either.
    ...old.map(({ id }) => [id, null] as const),
  ];
  if (changes.length > 0) await commit(rooms, [plan(new Map(changes))]);

  const put = async (item: StoredHandover & { readonly document: HandoverDocument }, row: LedgerRow): Promise<void> => {
    const marked: LedgerRow = { ...row, delivery: 'queued', handover: item.document._id, waiting: WAITING };
    await commit(rooms, [plan(new Map([[item.id, item]])), ledger.plan(new Map([[row.id, marked]]))]);
  };
  return {
    items,
    putChange: async (change, record) => {
      const { id, at: writtenAt } = change;
      const row = ledger.rows.get().get(id) ?? queuedChange(change, record._id, titleOf(record));
      // There already, and answered: said once more by a push that a crash made repeat itself.
      if (row.delivery === 'delivered') return;
      const document = handoverOf(record, titleOf(record), change, {
        change: { ...change, fields: [...change.fields, ...(change.lost ?? [])] },
        ...(isCreation(change) ? { content: { ...record } } : {}),
      });
      const submitted = changeInWords(change, record);
      await put({ id, subject: record._id, title: row.title, writtenAt, submitted, document, record }, row);
    },
    putEntry: async (entry, held, isNew) => {
      const { name } = held.finding.category;
      const row = ledger.rows.get().get(entry.id) ?? queuedEntry(entry, held._id, held.finding);
      if (row.delivery === 'delivered') return;
      const photos = photosOf(entry);
      const document = handoverOf(held, name, entry, {
        entry,
        ...(isNew && projectFold(foldLog([entry])) !== null ? { content: { ...held } } : {}),
        ...(photos.length === 0 ? {} : { photos }),
      });
      const { id, at: writtenAt } = entry;
      const item = {
        id,
        subject: held._id,
        title: entryTitle(entry, held.finding),
        writtenAt,
        submitted: inWords(entry),
      };
      await put({ ...item, document, case: held }, row);
    },
    settle: async (id, receiptAt, rev) => {
      const item = items.get().get(id);
      if (item === undefined) return;
      const { record: _record, case: _case, ...kept } = item;
      const row = ledger.rows.get().get(id);
      const { waiting: _over, ...rest } = row ?? rowOf(item, item.document);
      const delivered: LedgerRow = { ...rest, delivery: 'delivered', receiptAt, receiptRev: rev };
      await commit(rooms, [
        plan(new Map([[id, { ...kept, receiptAt }]])),
        ledger.plan(new Map([[id, delivered]])),
        // The answer to an earlier try may have put it there.
        tray.plan(new Map([[id, null]])),
      ]);
    },
    again: async (id, waiting) => {
      const [item, row] = [items.get().get(id), ledger.rows.get().get(id)];
      if (item?.document === undefined || row === undefined) return false;
      const { receiptAt: _at, receiptRev: _rev, ...rest } = row;
      const queued: LedgerRow = { ...rest, delivery: 'queued', waiting };
      await commit(rooms, [plan(new Map([[id, unsaid(item)]])), ledger.plan(new Map([[id, queued]]))]);
      return true;
    },
    refuse: async (id, refusal, at) => {
      const item = items.get().get(id);
      if (item === undefined) return;
      const { document, record, case: held } = item;
      const { change, entry } = document ?? {};
      const gone = [plan(new Map([[id, null]]))];
      if (record !== undefined && change !== undefined) await tray.putChange(change, record, refusal, at, gone);
      else if (held !== undefined && entry !== undefined) await tray.putEntry(entry, held, refusal, at, gone);
      else await tray.putWords(ledger.rows.get().get(id) ?? rowOf(item, document), item.submitted, refusal, at, gone);
    },
  };
}

function unsaid({ receiptAt: _told, ...unsent }: StoredHandover): StoredHandover {
  return unsent;
}

/**
 * Its receipt is here, and its row waits or is gone: of a store that lost its last writes the journal puts hand-overs back as they were at last, and rows only as long as they have no
 * receipt. Said once more it is there once.
 */
const isForgotten = ({ id, receiptAt, document }: StoredHandover, ledger: Ledger): boolean => {
  const row = ledger.rows.get().get(id);
  const waits = row?.delivery === 'queued' && row.handover === document?._id;
  return receiptAt !== undefined && document !== undefined && (row === undefined || waits);
};

const photosOf = ({ data }: LogEntry): PhotoRef[] => [...((data['photos'] ?? []) as readonly PhotoRef[])];

/** Its row was damaged; it counts all the same. */
const rowOf = ({ id, subject, title, writtenAt }: HandedOver, document: HandoverDocument | undefined): LedgerRow => ({
  ...{ id, subject, title, writtenAt, delivery: 'queued' },
  kind: hasHistory(typeOfId(subject)) ? 'change' : 'entry',
  ...(document === undefined ? {} : { handover: document._id }),
});

type Said = Pick<HandoverDocument, 'change' | 'entry' | 'content' | 'photos'>;

function handoverOf(
  subject: { readonly _id: string; readonly scope: string },
  title: string,
  { id, by, device, at }: Pick<ChangeEntry, 'id' | 'by' | 'device' | 'at'>,
  said: Said,
): HandoverDocument {
  return {
    _id: handoverId(subject._id, id),
    type: handoverTypeOf(typeOfId(subject._id)) ?? 'handover',
    scope: subject.scope,
    schema: 1,
    provenance: { createdAt: at, createdBy: by.id, createdDevice: device, source: '交接' },
    subject: subject._id,
    title,
    by,
    device,
    at,
    ...said,
    state: 'open',
  };
}
