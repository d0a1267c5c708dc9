import type { Shelf } from '../../../shared/cases/shelf.ts';
import type { ChangeDocument } from '../../../shared/domain/change.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { REFUSALS, type Refusal } from '../../../shared/sync/refusal.ts';
import type { NewAttachment, StoredDocument } from '../store/port.ts';
import type { PushedDocument } from './pushed-document.ts';

/** What the server decides about one pushed document, before anything is written. */
export type Judgement =
  | {
      readonly kind: 'write';
      readonly content: Content;
      readonly attachments?: Readonly<Record<string, NewAttachment>>;
      readonly beside?: Beside;
    }
  /** The push says nothing that is not in force already. */
  | { readonly kind: 'same'; readonly inForce: StoredDocument; readonly beside?: Beside }
  /** Made on top of a revision that is no longer the one in force. */
  | { readonly kind: 'conflict'; readonly inForce: StoredDocument }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Field history that goes down once the record is in force. Said again after a lost answer it is there already and stays. */
export type Beside = readonly ChangeDocument[];

export type Content = Readonly<Record<string, unknown>> & { readonly _id: string; readonly _deleted?: boolean };

export interface Submission {
  readonly pushed: PushedDocument;
  /** What is in force under the id, tombstones included. */
  readonly stored: StoredDocument | null;
}

export interface JudgeContext {
  readonly user: User;
  readonly nowMs: number;
  readonly newEdits: boolean;
  readonly shelf: Shelf;
}

/** One verdict per document, in order: a refused one blocks nothing behind it (DESIGN §5.6). */
export type Judge = (cases: readonly Submission[], context: JudgeContext) => Promise<readonly Judgement[]>;

export const refused = (refusal: Refusal): Judgement => ({ kind: 'refused', refusal });
export const refusedShape = (detail?: string): Judgement =>
  refused(detail === undefined ? REFUSALS.shape : { ...REFUSALS.shape, why: `${REFUSALS.shape.why}（${detail}）` });
