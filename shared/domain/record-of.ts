import type { BuildingDocument } from './building.ts';
import type { CareFileDocument } from './care-file.ts';
import type { CatalogDocument } from './catalog.ts';
import type { ComponentDocument } from './component.ts';
import type { EnterpriseDocument } from './enterprise.ts';
import type { HandoverDocument } from './handover.ts';
import type { LedgerEntryDocument } from './ledger-entry.ts';
import type { ObjectionDocument } from './objection.ts';
import type { HouseholdDocument, OccupancyDocument, PersonDocument } from './person.ts';
import type { RoomDocument } from './room.ts';
import type { SharedFilterDocument } from './shared-filter.ts';
import type { TargetDocument, TaskDocument } from './task.ts';

/** The document of every type that has history. */
export interface RecordOf {
  readonly catalog: CatalogDocument;
  readonly building: BuildingDocument;
  readonly room: RoomDocument;
  readonly person: PersonDocument;
  readonly household: HouseholdDocument;
  readonly occupancy: OccupancyDocument;
  readonly careFile: CareFileDocument;
  readonly enterprise: EnterpriseDocument;
  readonly component: ComponentDocument;
  readonly ledgerEntry: LedgerEntryDocument;
  readonly task: TaskDocument;
  readonly target: TargetDocument;
  readonly objection: ObjectionDocument;
  readonly sharedFilter: SharedFilterDocument;
  readonly handover: HandoverDocument;
  readonly careHandover: HandoverDocument;
  readonly caseHandover: HandoverDocument;
}
