import type { AreaDocument } from '../../../shared/domain/area.ts';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { CatalogDocument } from '../../../shared/domain/catalog.ts';
import type { PhotoDocument, ThumbDocument } from '../../../shared/domain/evidence.ts';
import type { StaffDocument, User } from '../../../shared/domain/staff.ts';

/** What a seed writes into `/records`: complete documents without a revision. */
export type SeedRecord = AreaDocument | BuildingDocument | CatalogDocument | StaffDocument | CaseDocument;
export type SeedEvidence = PhotoDocument | ThumbDocument;

/** What a seed needs from the server's store. Ids are new, nothing is merged: it fills an empty store. */
export interface SeedDeps {
  readonly writeRecords: (documents: readonly SeedRecord[]) => Promise<void>;
  /** One piece of evidence with its bytes by attachment name. */
  readonly writeEvidence: (document: SeedEvidence, attachments: Readonly<Record<string, Uint8Array>>) => Promise<void>;
  readonly putCredentials: (account: string, password: string, user: User) => Promise<void>;
  readonly progress: (text: string, done: number, total: number) => void;
}
