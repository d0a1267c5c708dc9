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
import { commit, NOTHING_REPLACED, type Planned, type Replaced } from '../rooms/mirror.ts';
import type { Change, Rooms } from '../rooms/rooms.ts';
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
    replaced?: Replaced & {
      /** The step that was refused: a push that was cut off may have left it in its case. */
      readonly step: string;
    },
  ) => Promise<Outcome<{ readonly entryId: string }>>;
  /** A new case with its first entry. `photos` are stored already; they become its evidence. */
  readonly begin: (
    id: string,
    act: 'report' | 'selfHandle',
    post: Post,
    data: Readonly<Record<string, unknown>>,
    photos: readonly StoredPhoto[],
    replaced?: Replaced,
  ) => Promise<Outcome<{ readonly caseId: string }>>;
  /** Takes a step that is thrown away out of its case, where a push that was cut off left it. */
  readonly leaveOut: (id: string, step: string) => Promise<void>;
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

/** Without a step that the server does not have. */
const without = (log: readonly LogEntry[], step: string | undefined): readonly LogEntry[] =>
  log.filter(({ id, stamp }) => id !== step || stamp !== undefined);

/**
 * Writes entries. Order matters: first photos, ledger, the entry itself and the going of what it replaces (draft, 退回箱) in one transaction, then the case. A crash or a
 * full disk between leaves an entry that is not in its case yet: whoever looks after what stays puts it there (`what-stays.ts`), or the next start (`reconcile.ts`).
 * Never an entry without a row, never neither draft nor entry.
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

  /** The rows as they are before others take their place. */
  const rowsAsTheyAre = (rows: readonly LedgerRow[]): Planned =>
    ledger.plan(new Map(rows.map(({ id }) => [id, ledger.rows.get().get(id) ?? null])));

  /** The entry lies beside the ledger, and its case does not take it: all is as before, or, where the disk does not even take that, the entry is put into its case later. */
  const takenBack = async (
    trouble: Trouble,
    before: readonly Planned[],
    also: readonly Change[] = [],
  ): Promise<Outcome<never>> => {
    try {
      await commit(rooms, before, also);
      return troubled(trouble);
    } catch (error) {
      return troubled(cutOff(error));
    }
  };

  const writer: CaseWriter = {
    act: async (id, act, post, data, fresh, replaced) => {
      if (!holdsPost(me.user, post)) return troubled(NOT_YOUR_POST);
      const now = await readOne<LocalCase>(cases, id);
      if (now === null) return troubled(NOT_HERE);
      const prepared = await prepareAll(fresh, id);
      if (!prepared.ok) return prepared;
      const ready = prepared.value.map((photo) => ({ ...photo, row: { ...photo.row, scope: now.scope } }));
      const refs = [...((data['photos'] ?? []) as readonly PhotoRef[]), ...ready.map(({ row }) => refOf(row))];
      const log = without(now.log, replaced?.step);
      const entry = entryBy(me, post, act, refs.length === 0 ? data : { ...data, photos: refs }, log);
      const against = troubleWith(log, entry, rules);
      if (against !== null) return troubled(against);

      const rows = [queuedEntry(entry, id, now.finding), ...ready.map(({ row }) => photoRow(row, entry, id))];
      const { planned, also } = photos.planStored(ready);
      const written = ledger.plan(new Map(rows.map((row) => [row.id, row])));
      const { gone, back } = replaced ?? NOTHING_REPLACED;
      const noPhotos = photos.planGone(ready.map(({ row }) => row.id));
      const before = [noPhotos.planned, rowsAsTheyAre(rows), ...back];
      try {
        await commit(rooms, [planned, written, ...gone], [...also, unsentEntry(entry, now)]);
      } catch (error) {
        return troubled(storeTrouble(error));
      }
      const late: { trouble: Trouble | null } = { trouble: NOT_HERE };
      const writeIntoCase = changeOne<LocalCase>(
        cases,
        id,
        (latest) => {
          // A colleague's entry may have come in since: what is judged is what it is added to.
          const others = without(latest?.log ?? [], replaced?.step);
          late.trouble = latest === null ? NOT_HERE : troubleWith(others, entry, rules);
          if (latest === null || late.trouble !== null) return null;
          return asLocalCase(refolded({ ...latest, log: [...orderLog([...others, entry])] }, rules.of));
        },
        'act',
      );
      try {
        await writeIntoCase;
      } catch (error) {
        return takenBack(storeTrouble(error), before, noPhotos.also);
      }
      return late.trouble === null ? done({ entryId: entry.id }) : takenBack(late.trouble, before, noPhotos.also);
    },

    begin: async (id, act, post, data, owned, { gone, back } = NOTHING_REPLACED) => {
      if (!holdsPost(me.user, post)) return troubled(NOT_YOUR_POST);
      const withPhotos = (scope: string): Planned =>
        photos.plan(new Map(owned.map((photo) => [photo.id, { ...photo, owner: id, scope }])));
      // Pressed twice: the case is there, and only what it replaces is left to go.
      const there = await readOne<LocalCase>(cases, id);
      if (there !== null) {
        await commit(rooms, [withPhotos(there.scope), ...gone]);
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
      const before = [rowsAsTheyAre(rows), photos.plan(new Map(owned.map((photo) => [photo.id, photo]))), ...back];
      try {
        await commit(rooms, [written, withPhotos(scope), ...gone], [unsentEntry(entry, document)]);
      } catch (error) {
        return troubled(storeTrouble(error));
      }
      try {
        await changeOne<LocalCase>(cases, id, (one) => (one === null ? asLocalCase(document) : null), 'begin');
      } catch (error) {
        return takenBack(storeTrouble(error), before);
      }
      return done({ caseId: id });
    },

    leaveOut: (id, step) =>
      changeOne<LocalCase>(
        cases,
        id,
        (now) => {
          if (now === null) return null;
          const log = without(now.log, step);
          // Of a case that begins with it nothing would be left; what the server holds comes with the answer to what waits in it.
          const isCase = log.length < now.log.length && projectFold(foldLog(log, rules.of)) !== null;
          return isCase ? asLocalCase(refolded({ ...now, log: [...log] }, rules.of)) : null;
        },
        'leave out',
      ),
  };
  return {
    act: (...write) => inTurn(() => writer.act(...write)),
    begin: (...write) => inTurn(() => writer.begin(...write)),
    leaveOut: (...step) => inTurn(() => writer.leaveOut(...step)),
  };
}
