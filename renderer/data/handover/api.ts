import type { Act } from '../../../shared/cases/acts.ts';
import type { FieldChange } from '../../../shared/domain/change.ts';
import type { HandoverDocument } from '../../../shared/domain/handover.ts';
import type { Live, Outcome } from '../values.ts';

/** An edit of mine that goes, or went, to whoever keeps its record now. */
export interface HandedOver {
  /** The edit's own id, as in the ledger. */
  readonly id: string;
  readonly subject: string;
  readonly title: string;
  readonly writtenAt: string;
  readonly submitted: readonly (readonly [string, string])[];
  /** Server time of the receipt; absent: on its way. */
  readonly receiptAt?: string;
}

/** What is proposed, against what stands here now. */
export type Proposal =
  /** The subject is not (or no longer) here: there is nothing to write it into. */
  | { readonly kind: 'gone' }
  /** `newRecord`: made new by its author, nothing stands here. */
  | {
      readonly kind: 'fields' | 'newRecord';
      readonly fields: readonly (FieldChange & { readonly now: unknown; readonly isInForce: boolean })[];
    }
  /** A step of a case: as which act it would be written now; what the machine does not allow any more becomes a note. */
  | {
      readonly kind: 'step';
      readonly as: Act | 'none';
      readonly isNewCase: boolean;
      readonly words: readonly (readonly [string, string])[];
    };

/** 交接箱, both sides. */
export interface HandoverApi {
  /** What came to me and waits, oldest first; then what was decided, newest first. */
  readonly incoming: Live<readonly HandoverDocument[]>;
  /** What I handed over, newest first. */
  readonly outgoing: Live<readonly HandedOver[]>;
  readonly proposal: (handover: HandoverDocument) => Promise<Proposal>;
  /** Writes what is proposed as an act of mine (`交接：姓名`), then says so. `fields`: only these; all of them when left out. */
  readonly adopt: (id: string, fields?: readonly string[]) => Promise<Outcome<void>>;
  readonly decline: (id: string, reason: string) => Promise<Outcome<void>>;
}
