import type { OccupancyDocument } from '../domain/person.ts';
import type { Hazard, RoomDocument } from '../domain/room.ts';
import { openHazards, type RiskReason, type RiskTable } from '../risk/risk-level.ts';
import { roomFigureReasons } from '../risk/room-risk.ts';
import type { ActionContext, ChangeSet, Edit } from './change-set.ts';

/** A room an act touches, and everybody's stays in it, as they are before the act. */
export interface RoomNow {
  readonly room: RoomDocument;
  readonly stays: readonly OccupancyDocument[];
}

/** What a hazard that follows from figures says of where it is from. */
const BY_FIGURES = '档案数字';

const tenantsOf = (stays: readonly OccupancyDocument[]): number =>
  new Set(
    stays
      .filter(({ role, until, state }) => role === 'tenant' && until === undefined && state !== 'void')
      .map(({ person }) => person),
  ).size;

/** The rooms whose figures an act may change: those it edits and those it lets people into or out of. */
export function roomsTouched({ edits }: Pick<ChangeSet, 'edits'>): readonly string[] {
  const rooms = edits.flatMap(({ before, after }) => {
    if (after.type === 'room') return before === null ? [] : [after._id];
    return after.type === 'occupancy' ? [before?.['room'], after['room']] : [];
  });
  return [...new Set(rooms.filter((room): room is string => typeof room === 'string'))];
}

/**
 * A risk is lowered only by a recorded re-inspection, also where it comes from figures: what the figures said before or after an act, and no hazard says yet,
 * becomes a hazard of the room together with the act. It then stays when tenants leave or the use changes, until somebody has been there and looked.
 */
export function holdFigureRisks(
  changes: ChangeSet,
  rooms: readonly RoomNow[],
  table: RiskTable,
  context: Pick<ActionContext, 'nowIso' | 'newKey' | 'by'>,
): ChangeSet {
  let held = changes;
  for (const now of rooms) held = holdOne(held, now, table, context);
  return held;
}

function holdOne(
  changes: ChangeSet,
  { room, stays }: RoomNow,
  table: RiskTable,
  { nowIso, newKey, by }: Pick<ActionContext, 'nowIso' | 'newKey' | 'by'>,
): ChangeSet {
  const edited = new Map(changes.edits.map((edit) => [edit.after._id, edit]));
  // Records with history: their schemas say more than an edit does.
  const after = (edited.get(room._id)?.after ?? room) as unknown as RoomDocument;
  const others = changes.edits
    .map((edit) => edit.after)
    .filter((record) => record.type === 'occupancy' && !stays.some(({ _id }) => _id === record._id));
  const staysAfter = [...stays.map(({ _id, ...rest }) => edited.get(_id)?.after ?? { _id, ...rest }), ...others]
    .map((record) => record as unknown as OccupancyDocument)
    .filter((stay) => stay.room === room._id);
  if (after.state === 'void') return changes;

  const said = [
    ...roomFigureReasons(room, { tenants: tenantsOf(stays) }, table),
    ...roomFigureReasons(after, { tenants: tenantsOf(staysAfter) }, table),
  ];
  const known = new Set(openHazards(after.hazards).map(({ code }) => code));
  // Cleared by this very act: somebody was there. If the figures still say so, the level stays by themselves.
  const cleared = new Set(
    openHazards(room.hazards)
      .map(({ code }) => code)
      .filter((code) => !known.has(code)),
  );
  const fresh = [...new Map(said.map((reason): [string, RiskReason] => [reason.code, reason])).values()].filter(
    ({ code }) => !known.has(code) && !cleared.has(code),
  );
  if (fresh.length === 0) return changes;
  const hazards = fresh.map(({ code }): Hazard => ({
    id: newKey(),
    code,
    foundAt: nowIso,
    foundBy: by.name,
    source: BY_FIGURES,
  }));
  const edit: Edit = {
    before: room,
    ...edited.get(room._id),
    after: {
      ...after,
      hazards: [...(after.hazards ?? []), ...hazards],
      provenance: { ...after.provenance, updatedAt: nowIso, updatedBy: by.id },
    },
  };
  const words = `${room.number} 室“${fresh.map(({ label }) => label).join('”“')}”记为隐患，复查后风险才会降。`;
  return {
    ...changes,
    edits: edited.has(room._id)
      ? changes.edits.map((one) => (one.after._id === room._id ? edit : one))
      : [...changes.edits, edit],
    consequences: [...changes.consequences, words],
  };
}
