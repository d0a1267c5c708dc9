import type { Act } from '../../../shared/cases/acts.ts';
import { explainControl } from '../../../shared/cases/control/controls.ts';
import { foldLog, judgeNext, projectFold, refolded } from '../../../shared/cases/fold.ts';
import { orderLog } from '../../../shared/cases/merge.ts';
import { explainVerdict } from '../../../shared/cases/refusals.ts';
import type { Shelf } from '../../../shared/cases/shelf.ts';
import type { CaseDocument, Finding, LogEntry } from '../../../shared/domain/case.ts';
import type { PhotoRef } from '../../../shared/domain/evidence.ts';
import type { Post } from '../../../shared/domain/staff.ts';
import { shanghaiDayOf } from '../../../shared/lib/calendar-day.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import type { NewPhoto, Outcome, Trouble } from '../api.ts';
import { asLocalCase, type LocalCase } from '../collections/local-form.ts';
import type { LocalCollection } from '../collections/open-database.ts';
import { changeOne, readOne } from '../collections/store-access.ts';
import { entryBy, holdsPost, type Me } from '../me.ts';
import type { PhotoStore, ReadyPhoto, StoredPhoto } from '../photos/photo-store.ts';
import { commit, type Planned } from '../rooms/mirror.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { photoTitle, queuedEntry, type Ledger, type LedgerRow } from '../sync/ledger.ts';
import { unsentEntry } from '../sync/unsent.ts';
import { cutOff, done, NOT_HERE, storeTrouble, troubled } from '../trouble.ts';

export interface CaseWriter {
  readonly act: (
    id: string,
    act: Act,
    post: Post,
    data: Readonly<Record<string, unknown>>,
    photos: readonly NewPhoto[],
    /** What the new write replaces: taken away once the new one is safe. */
    replaced?: readonly Planned[],
  ) => Promise<Outcome<{ readonly entryId: string }>>;
  /** A new case with its first entry. `photos` are stored already; they become its evidence. */
  readonly begin: (
    id: string,
    act: 'report' | 'selfHandle',
    post: Post,
    data: Readonly<Record<string, unknown>>,
    photos: readonly StoredPhoto[],
    replaced: readonly Planned[],
  ) => Promise<Outcome<{ readonly caseId: string }>>;
}

export interface CaseWriterParts {
  readonly cases: LocalCollection;
  readonly rooms: Rooms;
  readonly ledger: Ledger;
  readonly photos: PhotoStore;
  readonly me: Me;
  readonly rules: Pick<Shelf, 'of' | 'versionAt' | 'controlOn'>;
  /** One write at a time among all windows: what a start puts right must not be another window's write half way. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

const NOT_YOUR_POST: Trouble = {
  code: 'post',
  what: '你现在没有这个岗位。',
  safe: '没有写下任何东西。',
  next: '用有这个岗位的账号登录。',
};

const SOURCES: Readonly<Record<CaseDocument['finding']['channel'], string>> = {
  patrol: '巡查',
  hotline: '热线',
  phone: '电话',
  visit: '来访',
  video: '视频',
  transfer: '转办',
  public: '公众',
};

/** The version of the rules that a new case is kept by from now on. */
function rulesFor({ at, data }: LogEntry, { versionAt }: Pick<Shelf, 'versionAt'>): Pick<LogEntry, 'rules'> {
  const finding = data['finding'] as Finding | undefined;
  return finding === undefined ? {} : { rules: versionAt(finding.place.gridCode, shanghaiDayOf(at)) };
}

/** A finding where its class is not to be reported now. */
function controlledBy({ act, data, at }: LogEntry, rules: Pick<Shelf, 'controlOn'>): Trouble | null {
  const control = act === 'report' ? rules.controlOn(data['finding'] as Finding, at) : null;
  if (control === null) return null;
  const { why, fix } = explainControl(control);
  return { code: 'controlled', what: `${why}。`, safe: '没有上报，草稿留着。', next: fix };
}

/** What stands against the entry on this log, in words; `null` when it takes effect. */
function troubleWith(log: readonly LogEntry[], entry: LogEntry, { of }: Pick<Shelf, 'of'>): Trouble | null {
  const fold = foldLog(log, of);
  const verdict = judgeNext(fold, entry);
  if (verdict === null) return null;
  const { why, fix } = explainVerdict(entry.act, verdict, fold.rules);
  return { code: `not-legal/${verdict.why}`, what: `${why}。`, safe: '没有写下任何东西。', next: fix };
}

/**
 * Writes entries. Order matters: first photos, ledger and the entry itself in one transaction, then the case, then what it replaces (draft, 退回箱) goes.
 * A crash between leaves an entry that is not in its case yet or a draft whose case is there, which the next start puts right (`reconcile.ts`);
 * never an entry without a row, never neither draft nor case.
 */
export function caseWriter({ cases, rooms, ledger, photos, me, rules, inTurn }: CaseWriterParts): CaseWriter {
  const photoRow = ({ id, kind, takenAt }: StoredPhoto, entry: LogEntry, subject: string): LedgerRow => ({
    id,
    kind: 'photo',
    subject,
    title: photoTitle(kind),
    writtenAt: takenAt < entry.at ? entry.at : takenAt,
    delivery: 'queued',
    entry: entry.id,
  });
  const refOf = ({ id, kind, takenAt }: StoredPhoto): PhotoRef => ({ id, kind, takenAt });

  const prepareAll = async (fresh: readonly NewPhoto[], owner: string): Promise<Outcome<readonly ReadyPhoto[]>> => {
    const ready: ReadyPhoto[] = [];
    for (const photo of fresh) {
      const outcome = await photos.prepare(photo, owner);
      if (!outcome.ok) return outcome;
      ready.push(outcome.value);
    }
    return done(ready);
  };

  /** The case could not be written although its entry lies beside the ledger: nothing stays, or, where even that fails, the next start finishes it. */
  const takenBack = async (
    rows: readonly LedgerRow[],
    error: unknown,
    gone: ReturnType<PhotoStore['planGone']> = photos.planGone([]),
  ): Promise<Outcome<never>> => {
    try {
      await commit(rooms, [gone.planned, ledger.plan(new Map(rows.map((row) => [row.id, null])))], gone.also);
      return troubled(storeTrouble(error));
    } catch {
      return troubled(cutOff(error));
    }
  };

  const writer: CaseWriter = {
    act: async (id, act, post, data, fresh, replaced = []) => {
      if (!holdsPost(me.user, post)) return troubled(NOT_YOUR_POST);
      const now = await readOne<LocalCase>(cases, id);
      if (now === null) return troubled(NOT_HERE);
      const prepared = await prepareAll(fresh, id);
      if (!prepared.ok) return prepared;
      const ready = prepared.value.map((photo) => ({ ...photo, row: { ...photo.row, scope: now.scope } }));
      const refs = [...((data['photos'] ?? []) as readonly PhotoRef[]), ...ready.map(({ row }) => refOf(row))];
      const entry = entryBy(me, post, act, refs.length === 0 ? data : { ...data, photos: refs }, now.log);
      const against = troubleWith(now.log, entry, rules);
      if (against !== null) return troubled(against);

      const rows = [queuedEntry(entry, id, now.finding), ...ready.map(({ row }) => photoRow(row, entry, id))];
      const { planned, also } = photos.planStored(ready);
      const written = ledger.plan(new Map(rows.map((row) => [row.id, row])));
      try {
        await commit(rooms, [planned, written], [...also, unsentEntry(entry, now)]);
      } catch (error) {
        return troubled(storeTrouble(error));
      }
      const late: { trouble: Trouble | null } = { trouble: NOT_HERE };
      const writeIntoCase = changeOne<LocalCase>(
        cases,
        id,
        (latest) => {
          // A colleague's entry may have come in since: what is judged is what it is added to.
          late.trouble = latest === null ? NOT_HERE : troubleWith(latest.log, entry, rules);
          if (latest === null || late.trouble !== null) return null;
          return asLocalCase(refolded({ ...latest, log: [...orderLog([...latest.log, entry])] }, rules.of));
        },
        'act',
      );
      try {
        await writeIntoCase;
      } catch (error) {
        return takenBack(rows, error, photos.planGone(ready.map(({ row }) => row.id)));
      }
      if (late.trouble === null) {
        await commit(rooms, replaced);
        return done({ entryId: entry.id });
      }
      const gone = photos.planGone(ready.map(({ row }) => row.id));
      await commit(rooms, [gone.planned, ledger.plan(new Map(rows.map((row) => [row.id, null])))], gone.also);
      return troubled(late.trouble);
    },

    begin: async (id, act, post, data, owned, replaced) => {
      if (!holdsPost(me.user, post)) return troubled(NOT_YOUR_POST);
      const withPhotos = (scope: string): Planned =>
        photos.plan(new Map(owned.map((photo) => [photo.id, { ...photo, owner: id, scope }])));
      // Pressed twice: the case is there, and only what it replaces is left to go.
      const there = await readOne<LocalCase>(cases, id);
      if (there !== null) {
        await commit(rooms, [withPhotos(there.scope), ...replaced]);
        return done({ caseId: id });
      }
      const told = entryBy(me, post, act, owned.length === 0 ? data : { ...data, photos: owned.map(refOf) }, []);
      const entry = { ...told, ...rulesFor(told, rules) };
      const against = troubleWith([], entry, rules) ?? controlledBy(entry, rules);
      if (against !== null) return troubled(against);
      const projection = projectFold(foldLog([entry], rules.of));
      if (projection === null) return troubled(NOT_HERE);
      const { finding, scope } = projection;
      const rows = [queuedEntry(entry, id, finding), ...owned.map((photo) => photoRow(photo, entry, id))];
      const document: CaseDocument = {
        _id: id,
        type: 'case',
        schema: CURRENT_FORM,
        provenance: {
          createdAt: entry.at,
          createdBy: me.user.id,
          createdDevice: me.terminal,
          source: SOURCES[finding.channel],
        },
        log: [entry],
        ...projection,
      };
      const written = ledger.plan(new Map(rows.map((row) => [row.id, row])));
      try {
        await commit(rooms, [written], [unsentEntry(entry, document)]);
      } catch (error) {
        return troubled(storeTrouble(error));
      }
      try {
        await changeOne<LocalCase>(cases, id, (one) => (one === null ? asLocalCase(document) : null), 'begin');
      } catch (error) {
        return takenBack(rows, error);
      }
      try {
        await commit(rooms, [withPhotos(scope), ...replaced]);
      } catch (error) {
        // The case is there; the draft goes later (`what-stays.ts`).
        return troubled(cutOff(error));
      }
      return done({ caseId: id });
    },
  };
  return {
    act: (...write) => inTurn(() => writer.act(...write)),
    begin: (...write) => inTurn(() => writer.begin(...write)),
  };
}
