import { useMemo } from 'react';
import type { JSX } from 'react';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import { maskPhone } from '../../../shared/domain/identifiers/mask.ts';
import { daysBetween } from '../../../shared/lib/calendar-day.ts';
import type { RowOf, StockKind } from '../../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import type { AreaWords } from '../../lib/area-words.ts';
import { DueMark } from './due-mark.tsx';
import { FactsList, type Fact } from './facts-list.tsx';
import { RISK_LOOKS } from './risk-looks.ts';
import { StateMark } from '../../ui/state-mark.tsx';

export interface BuildingPartProps {
  readonly building: BuildingDocument;
  readonly areas: AreaWords;
  readonly today: string;
  /** The person or room that was looked for. */
  readonly found: RowOf<StockKind> | undefined;
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onOpenRoom: (room: string) => void;
}

/** Visits due within this are listed; the building's picture has the rest. */
const DUE_DAYS = 7;
const MOST_LINES = 8;

function factsOf(building: BuildingDocument, areas: AreaWords): readonly Fact[] {
  const size = [
    building.levels === undefined ? undefined : `${String(building.levels)} 层`,
    building.units === undefined || building.units === 0 ? undefined : `${String(building.units)} 单元`,
  ].filter((part) => part !== undefined);
  return [
    ...(building.address === undefined ? [] : [['标准地址', building.address] as const]),
    ['所在网格', areas.fullNameOf(building.scope)],
    ...(size.length === 0 ? [] : [['建筑', size.join(' · ')] as const]),
    ...(building.keeper === undefined
      ? []
      : [
          [
            '楼栋长',
            building.keeper.phone === undefined
              ? building.keeper.name
              : `${building.keeper.name} ${maskPhone(building.keeper.phone)}`,
          ] as const,
        ]),
    ...(building.sketch === true ? [['轮廓', '示意'] as const] : []),
  ];
}

const byDue = (a: RowOf<'room'>, b: RowOf<'room'>): number => (a.dueOn < b.dueOn ? -1 : 1);

/** Households, people, let and empty rooms, visits due and risk of a building. */
export function BuildingPart(props: BuildingPartProps): JSX.Element {
  const { building, areas, today, found, onOpen, onOpenRoom } = props;
  const { stock } = useWorkstation();
  const figures = useLive(stock.buildings)?.get(building._id);
  const rooms = useLive(useMemo(() => stock.building(building._id), [stock, building._id]));
  const due = (rooms ?? []).filter(({ dueOn }) => dueOn !== '' && daysBetween(today, dueOn) <= DUE_DAYS).sort(byDue);
  const risky = (rooms ?? []).filter(({ risk }) => risk === 'red' || risk === 'orange');
  const line = (room: RowOf<'room'>, mark: JSX.Element): JSX.Element => (
    <li key={room.id}>
      <button
        type="button"
        className="map-page-line-button"
        onClick={() => {
          onOpenRoom(room.id);
        }}
      >
        <span>
          <b>{room.number}</b>
          <span className="ui-cut">{[room.headName, room.riskWords].filter((words) => words !== '').join(' · ')}</span>
        </span>
        {mark}
      </button>
    </li>
  );
  const more = (count: number): JSX.Element | null =>
    count > MOST_LINES ? <p className="map-page-quiet">还有 {count - MOST_LINES} 户，在楼栋图里看。</p> : null;
  return (
    <>
      {found !== undefined && (
        <p className="map-page-found">
          查的是 <b>{found.name}</b>
          {'address' in found && ` · ${found.address}`}
          <button
            type="button"
            className="ui-link"
            onClick={() => {
              onOpen(found.kind, found.id);
            }}
          >
            打开
          </button>
        </p>
      )}
      <FactsList facts={factsOf(building, areas)} />
      {figures !== undefined && figures.rooms > 0 && (
        <dl className="map-page-figures">
          {(
            [
              ['户', figures.households],
              ['人', figures.people],
              ['出租', figures.rented],
              ['空置', figures.vacant],
            ] as const
          ).map(([words, count]) => (
            <div key={words}>
              <dd>{count.toLocaleString('zh-CN')}</dd>
              <dt>{words}</dt>
            </div>
          ))}
        </dl>
      )}
      {due.length > 0 && (
        <section>
          <h3>走访 {due.length} 户到期</h3>
          <ul>{due.slice(0, MOST_LINES).map((room) => line(room, <DueMark dueOn={room.dueOn} today={today} />))}</ul>
          {more(due.length)}
        </section>
      )}
      {risky.length > 0 && (
        <section>
          <h3>出租风险 {risky.length} 户</h3>
          <ul>
            {risky.slice(0, MOST_LINES).map((room) => {
              const look = RISK_LOOKS[room.risk === 'red' ? 'red' : 'orange'];
              return line(room, <StateMark kind={look.kind} words={look.words} />);
            })}
          </ul>
          {more(risky.length)}
        </section>
      )}
    </>
  );
}
