import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import type { CaseDocument, LogEntry } from '../../../shared/domain/case.ts';
import type { ChangeEntry } from '../../../shared/domain/change.ts';
import type { PhotoKind, PhotoRef } from '../../../shared/domain/evidence.ts';
import { PHOTO_KIND_NAMES } from '../../../shared/domain/evidence.ts';
import { isAct } from '../../../shared/cases/acts.ts';
import type { Refusal } from '../../../shared/sync/refusal.ts';
import type { RefusedWrite } from '../api.ts';
import type { Known } from '../live.ts';
import { commit, mirrorOf, type Planned } from '../rooms/mirror.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { changeInWords, titleOf } from '../records/in-words.ts';
import { entryTitle, photoTitle, queuedChange, type Ledger, type LedgerRow } from './ledger.ts';

/** What lies in the 退回箱: the refusal, and everything needed to write the thing anew. */
export interface TrayItem extends RefusedWrite {
  readonly entry?: LogEntry;
  /** The case as it was pushed: of a new case the only copy, as `record` is of a new record. */
  readonly document?: CaseDocument;
}

export interface Tray {
  readonly items: Known<ReadonlyMap<string, TrayItem>>;
  readonly plan: (changes: ReadonlyMap<string, TrayItem | null>) => Planned;
  /** `gone`: what it lay in until now, in the same transaction. */
  readonly putEntry: (
    entry: LogEntry,
    document: CaseDocument,
    refusal: Refusal,
    at: string,
    gone?: readonly Planned[],
  ) => Promise<void>;
  readonly putChange: (
    entry: ChangeEntry,
    record: AnyRecord,
    refusal: Refusal,
    at: string,
    gone?: readonly Planned[],
  ) => Promise<void>;
  /** Of what nothing is left but its words: it can be read, not sent anew. */
  readonly putWords: (
    row: LedgerRow,
    submitted: TrayItem['submitted'],
    refusal: Refusal,
    at: string,
    gone?: readonly Planned[],
  ) => Promise<void>;
  readonly putPhoto: (row: LedgerRow, kind: PhotoKind, refusal: Refusal, at: string) => Promise<void>;
}

/** Durable and sealed before the local document gives way to the server's: nothing typed is lost between the two. */
export async function openTray(rooms: Rooms, ledger: Ledger): Promise<Tray> {
  const { rows: items, plan } = await mirrorOf<TrayItem>(rooms, 'tray');
  const put = async (item: TrayItem, row: LedgerRow, gone: readonly Planned[] = []): Promise<void> => {
    const { receiptAt: _none, receiptRev: _of, waiting: _over, handover: _nobody, ...rest } = row;
    const refusedRow: LedgerRow = { ...rest, delivery: 'refused' };
    await commit(rooms, [plan(new Map([[item.id, item]])), ledger.plan(new Map([[row.id, refusedRow]])), ...gone]);
  };
  return {
    items,
    plan,
    putEntry: async (entry, document, { code, why, fix }, refusedAt, gone) => {
      const title = entryTitle(entry, document.finding);
      const { id, at: writtenAt } = entry;
      const subject = document._id;
      const item: TrayItem = {
        id,
        subject,
        title,
        act: isAct(entry.act) ? entry.act : 'note',
        writtenAt,
        refusedAt,
        code,
        why,
        fix,
        submitted: inWords(entry),
        entry,
        document,
      };
      const row = ledger.rows.get().get(id) ?? { id, kind: 'entry', subject, title, writtenAt, delivery: 'refused' };
      await put(item, row, gone);
    },
    putChange: async (change, record, { code, why, fix }, refusedAt, gone) => {
      const { id, at: writtenAt } = change;
      const subject = record._id;
      const row = ledger.rows.get().get(id) ?? queuedChange(change, subject, titleOf(record));
      const { title } = row;
      const submitted = changeInWords(change, record);
      const words = { code, why, fix };
      const item = { id, subject, title, act: 'change' as const, writtenAt, refusedAt };
      await put({ ...item, ...words, submitted, change, record }, row, gone);
    },
    putWords: async (row, submitted, { code, why, fix }, refusedAt, gone) => {
      const { id, kind, subject, title, writtenAt } = row;
      const act = kind === 'entry' ? ('note' as const) : kind;
      await put({ id, subject, title, act, writtenAt, refusedAt, code, why, fix, submitted }, row, gone);
    },
    putPhoto: async (row, kind, { code, why, fix }, refusedAt) => {
      const { id, subject, writtenAt } = row;
      const submitted = [['照片', PHOTO_KIND_NAMES[kind]] as const];
      await put(
        { id, subject, title: photoTitle(kind), act: 'photo', writtenAt, refusedAt, code, why, fix, submitted },
        row,
      );
    },
  };
}

const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);

/** What an entry says, field by field, for reading. */
export function inWords(entry: LogEntry): readonly (readonly [string, string])[] {
  const { data } = entry;
  // The shape was judged by the act's own schema before it was written.
  const finding = data['finding'] as CaseDocument['finding'] | undefined;
  const standard = data['standard'] as { openCondition?: unknown } | undefined;
  const photos = (data['photos'] ?? []) as readonly PhotoRef[];
  const fields: readonly (readonly [string, string | null])[] = [
    ['类别', text(finding?.category.name)],
    ['地点', text(finding?.place.address)],
    ['情况', text(finding?.description)],
    ['立案标准', text(standard?.openCondition)],
    ['处置部门', text(data['departmentName'])],
    ['结案条件', text(data['closeCondition'])],
    ['理由', text(data['reason'])],
    ['说明', text(data['text'])],
    ['照片', photos.length === 0 ? null : photos.map((photo) => PHOTO_KIND_NAMES[photo.kind]).join('、')],
  ];
  return fields.flatMap(([field, value]) => (value === null ? [] : [[field, value] as const]));
}
