import type { ChangeSet } from '../../../shared/actions/change-set.ts';
import type { HistoryType } from '../../../shared/domain/change.ts';
import type { Amended, Outcome, Workstation } from '../api.ts';
import { remembered } from '../live.ts';
import { done, troubled } from '../trouble.ts';
import type { TrayItem } from '../sync/tray.ts';
import { whereIs } from '../sync/where-is.ts';
import type { Planned } from '../rooms/mirror.ts';
import type { Live } from '../values.ts';
import type { RecordOf } from '../../../shared/domain/record-of.ts';
import type { RecordsApi, ReferenceField } from './api.ts';
import { changeCommitter, type CommitterParts, type Told } from './commit-changes.ts';
import { deliveryOf, historyOf } from './history.ts';
import { manyRecords, oneRecord, recordsOf } from './read-records.ts';
import { hasFallen, NOT_ANSWERED, sayingAgain } from './say-again.ts';
import { restoring, undoing } from './take-back.ts';

export interface RecordsParts extends CommitterParts {
  /** One write at a time among all windows, as for cases. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly audit: Workstation['audit'];
  readonly disputes: Pick<RecordsApi, 'disputes' | 'merged'>;
}

export interface OpenRecords extends RecordsApi {
  /** Writes a refused edit anew on what is here now, with what its author amended; its rows go as the new one is put down. */
  readonly resend: (item: TrayItem, replaced: readonly Planned[], amended?: Amended) => Promise<Outcome<void>>;
}

type Batch = Outcome<{ readonly batch: string }>;

export function openRecords(parts: RecordsParts): OpenRecords {
  const { collections, ledger, inTurn, audit } = parts;
  const committer = changeCommitter(parts);

  /** Judged and written in one turn: nothing of ours comes between what an act was computed on and its writing. */
  const carry = async (
    computed: () => Promise<Outcome<ChangeSet>>,
    told: Told = {},
    replaced: readonly Planned[] = [],
  ): Promise<Batch> => {
    const outcome = await inTurn(async () => {
      const changes = await computed();
      return changes.ok ? committer.commit(changes.value, told, replaced) : changes;
    });
    if (!outcome.ok) return outcome;
    for (const subject of outcome.value.subjects) await audit('write', subject);
    return done({ batch: outcome.value.batch });
  };

  // Asked at every drawing: the same question gets the same answer to listen to.
  const one = remembered((key: string) => {
    const [type = '', id = ''] = key.split(' ');
    return oneRecord(collections, type as HistoryType, id);
  });
  const of = remembered((key: string) => {
    const [type, field, id = ''] = key.split(' ');
    return recordsOf(collections, type as HistoryType, field as ReferenceField, id);
  });

  return {
    one: <T extends HistoryType>(type: T, id: string) => one(`${type} ${id}`) as Live<RecordOf[T] | null>,
    many: (type, ids) => manyRecords(collections, type, ids),
    of: <T extends HistoryType>(type: T, field: ReferenceField, id: string) =>
      of(`${type} ${field} ${id}`) as Live<readonly RecordOf[T][]>,
    commit: (changes) => carry(() => Promise.resolve(done(changes))),
    undo: (batch) => carry(() => undoing(collections, ledger, batch), { undoes: batch }),
    restore: (subject, change, fields) => carry(() => restoring(collections, subject, change, fields)),
    history: remembered((subject: string) => historyOf(collections, subject)),
    ...parts.disputes,
    delivery: remembered((subject: string) => deliveryOf(ledger, subject)),
    whereIs: remembered((batch: string) => whereIs(ledger, (row) => row.batch === batch)),
    resend: async (item, replaced, amended) => {
      if (!(await hasFallen(collections, item))) return troubled(NOT_ANSWERED);
      const undoes = item.change?.undoes;
      const told = undoes === undefined ? {} : { undoes };
      const outcome = await carry(() => sayingAgain(collections, item, amended), told, replaced);
      return outcome.ok ? done(undefined) : outcome;
    },
  };
}
