import type { DueFields } from '../cases/deadline/due-fields.ts';
import type { StandingQueue } from '../cases/queues.ts';
import type { CaseState, Channel } from '../domain/case.ts';
import type { ComponentDocument } from '../domain/component.ts';
import type { RiskLevel } from '../domain/catalog.ts';
import type { EnterpriseDocument } from '../domain/enterprise.ts';
import type { OccupancyRole, PersonClass } from '../domain/person.ts';
import type { RoomUse } from '../domain/room.ts';
import type { TaskKind } from '../domain/task.ts';

/*
 * The stock (库存): every record as one flat row, for lists, search, the picture of a building and the map. Rows are made from documents by pure functions
 * (`project-*.ts`), joined (addresses, head counts, due visits) in one place, and held off the main thread. Rows hold full numbers: what leaves for the screen is
 * masked by whoever shows it.
 */

interface RowHead {
  readonly id: string;
  readonly scope: string;
  readonly name: string;
  /** Last confirmed, YYYY-MM-DD, or '' when never. */
  readonly verifiedOn: string;
  readonly issues: number;
  readonly openObjections: number;
}

export interface PersonStock extends RowHead {
  readonly kind: 'person';
  readonly sex: string;
  /** YYYY-MM-DD or ''. */
  readonly birth: string;
  readonly class: PersonClass;
  readonly idNumber: string;
  readonly phones: readonly string[];
  readonly tags: readonly string[];
  /** Codes of tags past their end or their review. */
  readonly staleTags: readonly string[];
  readonly room: string;
  readonly building: string;
  /** Joined: as the address tree says it now. */
  readonly address: string;
  readonly role: OccupancyRole | '';
  readonly household: string;
  readonly relation: string;
  readonly isHead: boolean;
  /** 人户分离: registered elsewhere, or registered here and living elsewhere. */
  readonly isApart: boolean;
  readonly life: 'living' | 'dead' | 'left';
  /** The next visit or other target due at this person, YYYY-MM-DD or ''. */
  readonly dueOn: string;
  /** The first day on which one of the tags ends or must be looked at again, '' where none does. */
  readonly tagDueOn: string;
  /** The day somebody last met the person on a visit, '' when never. */
  readonly metOn: string;
  readonly handover: boolean;
}

export interface RoomStock extends RowHead {
  readonly kind: 'room';
  readonly building: string;
  readonly buildingName: string;
  readonly unit: string;
  readonly floor: number;
  readonly number: string;
  readonly use: RoomUse;
  readonly address: string;
  readonly areaM2: number;
  readonly owner: string;
  readonly headName: string;
  /** Living here, counted or not. */
  readonly people: number;
  readonly tenants: number;
  /** Registered here, living elsewhere. */
  readonly apart: number;
  readonly risk: RiskLevel | '';
  readonly riskWords: string;
  readonly dueOn: string;
  readonly marks: readonly string[];
}

export interface EnterpriseStock extends RowHead {
  readonly kind: 'enterprise';
  readonly uscc: string;
  readonly trade: string;
  /** 小餐馆 …, or the trade. */
  readonly placeKind: string;
  readonly isNinePlace: boolean;
  readonly address: string;
  readonly building: string;
  readonly contact: string;
  readonly phones: readonly string[];
  readonly operation: EnterpriseDocument['operation'];
  readonly employees: number;
  /** The licence that ends first: kind and day, '' where none ends. */
  readonly licence: string;
  readonly licenceUntil: string;
  readonly risk: RiskLevel | '';
  readonly riskWords: string;
  readonly dueOn: string;
  readonly point: readonly [number, number] | null;
}

export interface ComponentStock extends RowHead {
  readonly kind: 'component';
  readonly code: string;
  readonly category: string;
  readonly condition: ComponentDocument['condition'];
  readonly keeper: string;
  readonly address: string;
  readonly dueOn: string;
  readonly point: readonly [number, number] | null;
}

export interface LedgerStock extends RowHead {
  readonly kind: 'ledgerEntry';
  readonly ledger: string;
  readonly month: string;
  readonly series: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly building: string;
  readonly address: string;
  readonly point: readonly [number, number] | null;
}

export interface CaseStock extends RowHead {
  readonly kind: 'case';
  readonly number: string;
  readonly state: CaseState;
  readonly stage: number;
  readonly category: string;
  readonly description: string;
  readonly address: string;
  readonly building: string;
  readonly reportedAt: string;
  readonly point: readonly [number, number] | null;
  readonly changedAt: string;
  readonly channel: Channel;
  /** Of another system that handed it over, '' where none did. */
  readonly channelNumber: string;
  readonly urgent: boolean;
  /** Key of the department, '' while none has it. */
  readonly department: string;
  /** Of a joint handling: the departments whose part is open; empty otherwise. */
  readonly parts: readonly string[];
  readonly reporterId: string;
  readonly reporterName: string;
  /** The clock that runs out first, or how it ended. */
  readonly due: DueFields;
  /** 挂账: the instant at which it ends by itself, '' where it does not rest. */
  readonly suspendedUntil: string;
  readonly returns: number;
  /** Entries of this terminal without a receipt. */
  readonly unsent: number;
  /** 并案: the case it went into, '' otherwise. */
  readonly mergedInto: string;
  /** In which queues it stands for the person whose stock this is, those aside that depend on the hour. */
  readonly queues: readonly StandingQueue[];
}

export interface TargetStock extends RowHead {
  readonly kind: 'target';
  readonly task: string;
  readonly taskKind: TaskKind;
  readonly taskTitle: string;
  readonly subject: string;
  readonly room: string;
  readonly address: string;
  readonly dueOn: string;
  readonly isOpen: boolean;
  /** The last outcome, '' when none. */
  readonly outcome: string;
  readonly resultAt: string;
  readonly resultBy: string;
  readonly proposals: number;
}

export type StockRow =
  PersonStock | RoomStock | EnterpriseStock | ComponentStock | LedgerStock | CaseStock | TargetStock;
export type StockKind = StockRow['kind'];
export type RowOf<K extends StockKind> = Extract<StockRow, { readonly kind: K }>;
