import type { User } from '../../../shared/domain/staff.ts';
import type { DemoAccount } from '../../../shared/sync/wire.ts';

/** A document that the seed made: complete, with its place, without a revision. */
export interface SeedDocument {
  readonly _id: string;
  readonly type: string;
  readonly scope: string;
  readonly [field: string]: unknown;
}

export interface SeedEvidence {
  readonly document: SeedDocument;
  readonly bytes: Uint8Array;
}

/**
 * What filling a store needs, and no more. The seed makes its cases by replaying legal entries through `receiveCase`; these verbs only put down what came out.
 * All of them may be called again with the same documents: what is there already stays.
 */
export interface SeedDeps {
  /** Batches of a few hundred are fastest. Numbers of cases are noted, so that the server continues after them. */
  readonly writeRecords: (documents: readonly SeedDocument[]) => Promise<void>;
  /** Photos and thumbnails, each with its JPEG, in batches too. The attachment's name follows from the type. */
  readonly writeEvidence: (evidence: readonly SeedEvidence[]) => Promise<void>;
  /** The demonstration's password is public and everybody's: one hash for all of them. */
  readonly putCredentials: (users: readonly User[], password: string) => Promise<void>;
  readonly progress: (text: string, done: number, total: number) => void;
}

export interface SeedReport {
  /** What a demonstration server offers on its sign-in page. The first 街道受理员 is whom the launcher signs in. */
  readonly accounts: readonly DemoAccount[];
  /** What was made, for the closing line: {'事件': 3000, …}. */
  readonly counts: Readonly<Record<string, number>>;
}
