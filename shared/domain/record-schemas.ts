import type { z } from 'zod';
import type { Placed } from './base-document.ts';
import { buildingSchema } from './building.ts';
import { careFileSchema } from './care-file.ts';
import { catalogSchema } from './catalog.ts';
import type { HistoryType } from './change.ts';
import { componentSchema } from './component.ts';
import { enterpriseSchema } from './enterprise.ts';
import { handoverSchema } from './handover.ts';
import { ledgerEntrySchema } from './ledger-entry.ts';
import { objectionSchema } from './objection.ts';
import { householdSchema, occupancySchema, personSchema } from './person.ts';
import { roomSchema } from './room.ts';
import { sharedFilterSchema } from './shared-filter.ts';
import { targetSchema, taskSchema } from './task.ts';

/** The shape of every record with history. */
export const RECORD_SCHEMAS: Readonly<Record<HistoryType, z.ZodType<Placed>>> = {
  catalog: catalogSchema,
  building: buildingSchema,
  room: roomSchema,
  person: personSchema,
  household: householdSchema,
  occupancy: occupancySchema,
  careFile: careFileSchema,
  enterprise: enterpriseSchema,
  component: componentSchema,
  ledgerEntry: ledgerEntrySchema,
  task: taskSchema,
  target: targetSchema,
  objection: objectionSchema,
  sharedFilter: sharedFilterSchema,
  handover: handoverSchema,
  careHandover: handoverSchema,
  caseHandover: handoverSchema,
};
