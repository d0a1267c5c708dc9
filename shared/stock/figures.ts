import type { RiskLevel } from '../domain/catalog.ts';
import { plusDays } from '../lib/calendar-day.ts';
import { severityOf } from '../risk/risk-level.ts';
import { isLet } from '../risk/room-risk.ts';
import { SOON_DAYS, STALE_DAYS } from './days.ts';
import type { RowOf } from './rows.ts';
import type { Stock } from './stock.ts';

/** What a building is coloured by on the map. Rooms are its rooms; people and households those who live in them. */
export interface BuildingFigures {
  readonly rooms: number;
  readonly households: number;
  readonly people: number;
  readonly vacant: number;
  readonly rented: number;
  readonly worstRisk: RiskLevel | '';
  readonly overdue: number;
  readonly dueSoon: number;
  readonly stale: number;
}

/** `undefined` where the building is not here and has no rooms. */
export function figuresOf(stock: Stock, building: string): BuildingFigures | undefined {
  const { facts, tables } = stock;
  const ids = facts.roomsOf(building);
  if (ids.length === 0 && facts.get('building', building) === undefined) return undefined;
  const { today } = stock.settings();
  const [soon, staleBefore] = [plusDays(today, SOON_DAYS), plusDays(today, -STALE_DAYS)];
  let figures: BuildingFigures = {
    rooms: 0,
    households: 0,
    people: 0,
    vacant: 0,
    rented: 0,
    worstRisk: '',
    overdue: 0,
    dueSoon: 0,
    stale: 0,
  };
  for (const id of ids) {
    const room = tables.room.get(id);
    if (room === undefined) continue;
    const isOver = room.dueOn !== '' && room.dueOn < today;
    figures = {
      rooms: figures.rooms + 1,
      households: figures.households + facts.householdsOf(id).length,
      people: figures.people + room.people,
      vacant: figures.vacant + Number(room.use === 'vacant'),
      rented: figures.rented + Number(isLet(room.use)),
      worstRisk: severityOf(room.risk) < severityOf(figures.worstRisk) ? room.risk : figures.worstRisk,
      overdue: figures.overdue + Number(isOver),
      dueSoon: figures.dueSoon + Number(!isOver && room.dueOn !== '' && room.dueOn <= soon),
      stale: figures.stale + Number(room.verifiedOn < staleBefore),
    };
  }
  return figures;
}

/** Floor by floor from the ground, unit by unit, door by door. */
export function roomsOf(stock: Stock, building: string): readonly RowOf<'room'>[] {
  const byNumber = new Intl.Collator('en', { numeric: true });
  return stock.facts
    .roomsOf(building)
    .flatMap((id) => stock.tables.room.get(id) ?? [])
    .sort((a, b) => a.floor - b.floor || byNumber.compare(a.unit, b.unit) || byNumber.compare(a.number, b.number));
}
