import { placeInBuilding, roomAddress } from '../address/room-address.ts';
import { USUAL_RECURRING, type Recurring } from '../cases/recurring.ts';
import type { PlaceKindEntry, TagEntry } from '../domain/catalog.ts';
import type { RoomDocument } from '../domain/room.ts';
import type { User } from '../domain/staff.ts';
import type { TargetDocument } from '../domain/task.ts';
import { dayOf } from './days.ts';
import type { RiskTable } from '../risk/risk-level.ts';
import type { Facts } from './facts.ts';

/** What rows are made from beside the documents. */
export interface StockSettings {
  /** YYYY-MM-DD in Shanghai. */
  readonly today: string;
  readonly isDemonstration: boolean;
  readonly tags: readonly TagEntry[];
  readonly placeKinds: readonly PlaceKindEntry[];
  readonly risk: RiskTable;
  /** 反复问题: what counts as the same again; left out: as usual. */
  readonly recurring?: Recurring;
  /** Whose stock it is: what waits for somebody, and in which queues a case stands, is said for this person. */
  readonly person?: Pick<User, 'id' | 'posts'>;
}

/** What every projection is given. */
export interface Projection {
  readonly facts: Facts;
  readonly settings: StockSettings;
  readonly tags: ReadonlyMap<string, TagEntry>;
  readonly issueCount: (subject: string) => number;
}

/** What counts as the same again. */
export const recurringIn = ({ recurring }: StockSettings): Recurring => recurring ?? USUAL_RECURRING;

/** The columns that every kind of row has beside id, scope and name. */
export const headOf = (
  { facts, issueCount }: Projection,
  fact: {
    readonly _id: string;
    readonly scope: string;
    readonly provenance?: { readonly verifiedAt?: string | undefined };
  },
): {
  readonly id: string;
  readonly scope: string;
  readonly verifiedOn: string;
  readonly issues: number;
  readonly openObjections: number;
} => {
  const verifiedAt = fact.provenance?.verifiedAt;
  return {
    id: fact._id,
    scope: fact.scope,
    verifiedOn: verifiedAt === undefined ? '' : dayOf(verifiedAt),
    issues: issueCount(fact._id),
    openObjections: facts.openObjectionsTo(fact._id).length,
  };
};

/** A room whose building is not (yet) here is named by its place in it. */
export function addressOf(facts: Facts, room: RoomDocument): string {
  const building = facts.get('building', room.building);
  return building === undefined ? placeInBuilding(room) : roomAddress(building, room);
}

/** The earlier of two days; '' is none. */
export const earlier = (a: string, b: string): string => (a === '' || (b !== '' && b < a) ? b : a);

/** Whether somebody still has to go there: a task that was called off asks for nothing. */
const isDue = (facts: Facts, target: TargetDocument): boolean =>
  target.isOpen && (facts.get('task', target.task)?.state ?? 'open') === 'open';

/** The first day on which something is due at a subject, '' when nothing is. */
export function dueAt(facts: Facts, subject: string): string {
  let first = '';
  for (const target of facts.targetsAt(subject)) {
    if (isDue(facts, target) && (first === '' || target.dueOn < first)) first = target.dueOn;
  }
  return first;
}

/** The last day on which a visit to the subject met somebody. */
export function metAt(facts: Facts, subject: string): string {
  let last = '';
  for (const target of facts.targetsAt(subject)) {
    if (target.subject !== subject) continue;
    for (const { outcome, at } of target.results) {
      if (outcome === 'met' && dayOf(at) > last) last = dayOf(at);
    }
  }
  return last;
}
