import type { RiskRuleEntry } from '../domain/catalog.ts';
import type { RoomDocument, RoomUse } from '../domain/room.ts';
import {
  figureReasons,
  hazardReasons,
  NO_RISK,
  verdictOf,
  type RiskReason,
  type RiskTable,
  type RiskVerdict,
} from './risk-level.ts';

/** Uses in which somebody other than the owner sleeps there. */
const LET: readonly RoomUse[] = ['rent', 'selfAndRent', 'groupRental', 'homestay', 'dorm'];
export const isLet = (use: RoomUse): boolean => LET.includes(use);

export type RiskRoom = Pick<RoomDocument, 'use' | 'areaM2' | 'buildingKind' | 'dangerGrade' | 'hazards' | 'state'>;

const isSelfBuilt = ({ buildingKind }: RiskRoom): boolean =>
  buildingKind === 'selfBuiltBusiness' || buildingKind === 'selfBuiltHome';

const isCovered = (room: RiskRoom): boolean => isLet(room.use) || isSelfBuilt(room);

/** What the figures of a room say by themselves: its use, its danger grade, how many rent how much of it. */
export function roomFigureReasons(
  room: RiskRoom,
  { tenants }: { readonly tenants: number },
  table: RiskTable,
): readonly RiskReason[] {
  if (room.state === 'void') return [];
  const applies = (rule: RiskRuleEntry): boolean =>
    rule.applies === 'any' ||
    (rule.applies === 'rental' && isLet(room.use)) ||
    (rule.applies === 'selfBuilt' && isSelfBuilt(room));
  const figures = {
    tenants,
    use: room.use,
    ...(room.dangerGrade === undefined ? {} : { dangerGrade: room.dangerGrade }),
    ...(room.areaM2 === undefined || tenants < 1 ? {} : { areaPerTenantM2: room.areaM2 / tenants }),
  };
  return figureReasons(figures, applies, table);
}

/**
 * The risk of a room, from hazards not yet cleared and its own figures. The rules are for rooms that are let and for self-built ones; in any other room (自住)
 * there is no level, unless something was found there: what is found does not vanish with a change of use.
 */
export function roomRisk(room: RiskRoom, counted: { readonly tenants: number }, table: RiskTable): RiskVerdict {
  if (room.state === 'void') return NO_RISK;
  const reasons = [...hazardReasons(room.hazards, table), ...roomFigureReasons(room, counted, table)];
  return !isCovered(room) && reasons.length === 0 ? NO_RISK : verdictOf(reasons, table);
}
