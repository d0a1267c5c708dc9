import { useCallback, useMemo } from 'react';
import type { JSX, ReactNode } from 'react';
import type { CaseState } from '../../../shared/domain/case.ts';
import { FINAL_STATES } from '../../../shared/domain/case.ts';
import type { CaseStock } from '../../../shared/stock/rows.ts';
import { useCalendarAt, useWorkstation } from '../../data/hooks.ts';
import { CHANNEL_NAMES, numberWords, squareOf } from '../../lib/case-words.ts';
import { deadlineLook, type CaseTime } from '../../lib/deadline-words.ts';
import { briefMoment } from '../../lib/shanghai-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { Chip } from '../../ui/chip.tsx';
import { DataCell } from '../../ui/data-list.tsx';
import { DeadlineCell } from '../../ui/deadline-cell.tsx';
import { StageSquares } from '../../ui/stage-squares.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { WindowList, type ListPlace, type WindowGroup, type WindowSelection } from '../../ui/window-list.tsx';
import type { WindowListColumn } from '../../ui/window-list-head.tsx';

export interface CaseListProps {
  readonly label: string;
  readonly total: number;
  readonly rowAt: (at: number) => CaseStock | undefined;
  readonly onWindow: (from: number, to: number) => void;
  readonly groups: readonly WindowGroup[] | undefined;
  readonly isWide: boolean;
  /** Beside the map a row bears the number of its pin. */
  readonly isNumbered: boolean;
  /** False where all rows are of one stage: then it is said above. */
  readonly showsStage: boolean;
  readonly stateWords: (state: CaseState) => string;
  readonly refused: ReadonlySet<string>;
  readonly sort: { readonly by: string; readonly down: boolean };
  readonly onSort: (by: string) => void;
  readonly place: ListPlace | undefined;
  readonly onPlace: (place: ListPlace) => void;
  readonly onGone: (place: ListPlace) => void;
  readonly onOpen: (row: CaseStock) => void;
  readonly onAbove: (count: number) => void;
  readonly selection: WindowSelection;
  readonly empty: ReactNode;
}

interface Column {
  readonly key: string;
  readonly head: string;
  readonly width: string;
  readonly sortBy?: string;
}
const NARROW: readonly Column[] = [
  { key: 'due', head: '时限', width: '148px' },
  { key: 'what', head: '事件', width: 'minmax(0, 1fr)' },
  { key: 'number', head: '编号', width: '108px' },
];
const WIDE: readonly Column[] = [
  { key: 'due', head: '时限', width: '148px', sortBy: 'workOrder' },
  { key: 'stage', head: '阶段', width: '128px', sortBy: 'step' },
  { key: 'number', head: '编号', width: '94px', sortBy: 'number' },
  { key: 'category', head: '类别', width: 'minmax(0, 0.8fr)', sortBy: 'category' },
  { key: 'what', head: '情况', width: 'minmax(0, 1.2fr)' },
  { key: 'place', head: '地点', width: 'minmax(0, 1.2fr)', sortBy: 'address' },
  { key: 'channel', head: '来源', width: '72px', sortBy: 'channel' },
  { key: 'since', head: '上报', width: '82px', sortBy: 'reportedAt' },
  { key: 'mark', head: '送达', width: '68px' },
];

const rowIdOf = (row: CaseStock): string => row.id;
export const timeOf = (row: CaseStock): CaseTime => ({
  state: row.state,
  due: row.due,
  suspendedUntil: row.suspendedUntil === '' ? undefined : row.suspendedUntil,
});
export const numberOf = (row: CaseStock): string => numberWords(row.number === '' ? undefined : row.number);

/** The cases of a queue, whatever their number: windows of rows over an exact total. */
export function CaseList(props: CaseListProps): JSX.Element {
  const { label, total, rowAt, onWindow, groups, isWide, isNumbered, showsStage, stateWords } = props;
  const { refused, sort, onSort } = props;
  const { place, onPlace, onGone, onOpen, onAbove, selection, empty } = props;
  const { clock } = useWorkstation();
  const now = useNow(clock.nowMs, 60_000);
  const calendarAt = useCalendarAt();
  const lookOf = useCallback(
    (row: CaseStock) => deadlineLook(timeOf(row), now, calendarAt(row.scope)),
    [now, calendarAt],
  );
  const columns = useMemo(
    (): readonly WindowListColumn[] =>
      (isWide ? WIDE.filter(({ key }) => showsStage || key !== 'stage') : NARROW).map(
        ({ key, head, width, sortBy }) => ({
          ...{ key, head, width, name: head },
          ...(sortBy === undefined
            ? {}
            : {
                sorted: sort.by === sortBy ? (sort.down ? ('down' as const) : ('up' as const)) : undefined,
                onSort: () => {
                  onSort(sortBy);
                },
              }),
        }),
      ),
    [isWide, showsStage, sort, onSort],
  );
  const renderRow = useCallback(
    (row: CaseStock): JSX.Element => {
      const look = lookOf(row);
      const due = <DataCell>{look === null ? null : <DeadlineCell {...look} />}</DataCell>;
      // Only exceptions are marked in rows (UX §3).
      const mark = refused.has(row.id) ? (
        <StateMark kind="refused" />
      ) : row.unsent > 0 ? (
        <StateMark kind="waiting" />
      ) : null;
      const number = <span className={row.number === '' ? 'cases-quiet' : 'ui-code'}>{numberOf(row)}</span>;
      if (isWide) {
        return (
          <>
            {due}
            {showsStage && (
              <DataCell>
                <StageSquares
                  stage={squareOf(row.stage)}
                  isClosed={FINAL_STATES.has(row.state)}
                  words={stateWords(row.state)}
                />
              </DataCell>
            )}
            <DataCell title={numberOf(row)}>{number}</DataCell>
            <DataCell title={row.category}>
              {row.urgent && <Chip tone="bad">急</Chip>} <span className="ui-list-title">{row.category}</span>
            </DataCell>
            <DataCell title={row.description}>{row.description}</DataCell>
            <DataCell title={row.address}>{row.address}</DataCell>
            <DataCell>{CHANNEL_NAMES[row.channel]}</DataCell>
            <DataCell>{briefMoment(row.reportedAt, now)}</DataCell>
            <DataCell>{mark}</DataCell>
          </>
        );
      }
      return (
        <>
          {due}
          <DataCell title={`${row.category} ${row.description} ${row.address}`}>
            <span className="ui-list-title">{row.category}</span> {row.urgent && <Chip tone="bad">急</Chip>}
            {row.description !== '' && ` · ${row.description}`}
            <span className="ui-list-second">
              {showsStage && `${stateWords(row.state)} · `}
              {row.address} · {CHANNEL_NAMES[row.channel]} · {briefMoment(row.reportedAt, now)}
            </span>
          </DataCell>
          <DataCell isNumber>
            {number}
            <span className="ui-list-second">{mark}</span>
          </DataCell>
        </>
      );
    },
    [isWide, now, lookOf, showsStage, refused, stateWords],
  );
  const rowName = useCallback(
    (row: CaseStock): string =>
      [
        row.category,
        row.urgent ? '紧急' : '',
        stateWords(row.state),
        row.address,
        lookOf(row)?.words ?? '',
        refused.has(row.id) ? '被退回' : row.unsent > 0 ? '待送' : '',
      ]
        .filter((part) => part !== '')
        .join('，'),
    [lookOf, refused, stateWords],
  );
  return (
    <WindowList
      label={label}
      unit="件"
      total={total}
      rowAt={rowAt}
      onWindow={onWindow}
      groups={groups}
      rowId={rowIdOf}
      rowName={rowName}
      renderRow={renderRow}
      columns={columns}
      hasHead={isWide}
      isNumbered={isNumbered}
      rowHeight={isWide ? 34 : 48}
      place={place}
      onPlace={onPlace}
      onGone={onGone}
      onOpen={onOpen}
      onAbove={onAbove}
      openWords="打开全页"
      selection={selection}
      empty={empty}
      autoFocus
    />
  );
}
