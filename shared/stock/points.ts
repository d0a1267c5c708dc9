import { FINAL_STATES } from '../domain/case.ts';
import { RISK_LEVELS } from '../domain/catalog.ts';
import { plusDays } from '../lib/calendar-day.ts';
import { SOON_DAYS } from './days.ts';
import type { AnyRow } from './fields.ts';
import type { Lists } from './list.ts';
import type { ListQuery } from './query.ts';
import type { Stock } from './stock.ts';

export type ToneBy = 'none' | 'risk' | 'condition' | 'due' | 'state';

/** A layer of points for the map, flat. `at`: lon, lat, lon, lat, … */
export interface Points {
  readonly ids: readonly string[];
  readonly at: Float64Array<ArrayBuffer>;
  readonly tone: Uint8Array<ArrayBuffer>;
}

const CONDITIONS = ['intact', 'damaged', 'lost', 'abandoned', 'removed'] as const;

/**
 * Tones: risk 0 none 1 red 2 orange 3 yellow 4 green · condition 0 intact 1 damaged 2 lost 3 abandoned 4 removed · due 0 nothing 1 over 2 within seven days 3 later ·
 * state 0 under way 1 finished.
 */
function toneOf(row: AnyRow, by: ToneBy, today: string, soon: string): number {
  switch (by) {
    case 'none':
      return 0;
    case 'risk':
      return 'risk' in row && row.risk !== '' ? RISK_LEVELS.indexOf(row.risk) + 1 : 0;
    case 'condition':
      return row.kind === 'component' ? CONDITIONS.indexOf(row.condition) : 0;
    case 'due':
      if (!('dueOn' in row) || row.dueOn === '') return 0;
      return row.dueOn < today ? 1 : row.dueOn <= soon ? 2 : 3;
    case 'state':
      return row.kind === 'case' && FINAL_STATES.has(row.state) ? 1 : 0;
  }
}

/** Where a row lies: its own point, else its building's. */
export function pointOf(stock: Stock, row: AnyRow): readonly [number, number] | null {
  if ('point' in row && row.point !== null) return row.point;
  const building =
    row.kind === 'target' ? stock.tables.room.get(row.room)?.building : 'building' in row ? row.building : '';
  const [lon, lat] = stock.facts.get('building', building ?? '')?.centroid ?? [];
  return lon === undefined || lat === undefined ? null : [lon, lat];
}

export function pointsOf(stock: Stock, lists: Lists, query: ListQuery, toneBy: ToneBy): Points {
  const { today } = stock.settings();
  const soon = plusDays(today, SOON_DAYS);
  const ids: string[] = [];
  const at: number[] = [];
  const tone: number[] = [];
  lists.each(query, (row) => {
    const point = pointOf(stock, row);
    if (point === null) return;
    ids.push(row.id);
    at.push(point[0], point[1]);
    tone.push(toneOf(row, toneBy, today, soon));
  });
  return { ids, at: Float64Array.from(at), tone: Uint8Array.from(tone) };
}
