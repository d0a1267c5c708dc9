import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import type { ChangeEntry } from '../../../shared/domain/change.ts';

/** One record of an act that is being written. */
export interface PendingWrite {
  readonly before: AnyRecord | null;
  readonly after: AnyRecord;
  readonly entry: ChangeEntry;
}
