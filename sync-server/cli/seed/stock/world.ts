import { DAY_MS } from '../profile.ts';
import { shanghaiDayOf } from '../../../../shared/lib/calendar-day.ts';
import { isoAt } from '../../../../shared/lib/clock.ts';
import { CURRENT_FORM } from '../../../../shared/migrations/forms.ts';
import type { Chance } from '../chance.ts';
import type { Staff } from '../staff/staff.ts';
import type { MadeIdentifiers } from './made-identifiers.ts';

const SHANGHAI_MS = 8 * 3_600_000;

/** YYYY-MM-DD in Shanghai. */
export const dayOf = (ms: number): string => shanghaiDayOf(isoAt(ms));
/** Midnight there. */
export const msOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) - SHANGHAI_MS;

/** What everything of the stock is made with. */
export interface StockWorld {
  readonly nowMs: number;
  /** YYYY-MM-DD in Shanghai. */
  readonly today: string;
  /** When the ledger was begun. */
  readonly begunMs: number;
  readonly identifiers: MadeIdentifiers;
  /** One stream for all: ids that are drawn in turn never meet. */
  readonly ids: Chance;
  readonly staff: Staff;
  readonly districtCode: string;
}

/** A document's head, made when the ledger was begun and looked at again since. */
export const headOf = (world: StockWorld, type: string, scope: string, verifiedMs?: number) => ({
  _id: world.ids.id(type, world.begunMs),
  scope,
  schema: CURRENT_FORM,
  provenance: {
    createdAt: isoAt(world.begunMs),
    createdBy: 'system:seed',
    createdDevice: 'server',
    source: '示范数据',
    ...(verifiedMs === undefined ? {} : { verifiedAt: isoAt(verifiedMs) }),
  },
});

/** One record in seven has not been looked at for half a year. */
export function verifiedAt(world: StockWorld, chance: Chance): number {
  const days = chance.happens(0.15) ? chance.whole(181, 520) : Math.floor(chance.share() ** 1.4 * 178) + 1;
  return world.nowMs - days * DAY_MS - chance.whole(0, 8 * 3600) * 1000;
}
