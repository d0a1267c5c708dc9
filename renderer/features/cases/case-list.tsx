import { useCallback } from 'react';
import type { JSX, ReactNode } from 'react';
import { STATE_LABELS } from '../../../shared/cases/acts.ts';
import { FINAL_STATES } from '../../../shared/domain/case.ts';
import type { CaseRow } from '../../data/api.ts';
import { useCalendarAt, useWorkstation } from '../../data/hooks.ts';
import { CHANNEL_NAMES, numberWords, squareOf } from '../../lib/case-words.ts';
import { deadlineLook } from '../../lib/deadline-words.ts';
import { briefMoment } from '../../lib/shanghai-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { Chip } from '../../ui/chip.tsx';
import { DataCell, DataList, type DataListColumn } from '../../ui/data-list.tsx';
import { DeadlineCell } from '../../ui/deadline-cell.tsx';
import { StageSquares } from '../../ui/stage-squares.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

export interface CaseListProps {
  readonly label: string;
  readonly rows: readonly CaseRow[];
  readonly isWide: boolean;
  readonly currentId: string | undefined;
  readonly onCurrentChange: (id: string | undefined) => void;
  readonly onOpen: (row: CaseRow) => void;
  readonly heldCount: number;
  readonly onShowHeld: () => void;
  readonly empty: ReactNode;
}

const NARROW: readonly DataListColumn[] = [
  { key: 'due', head: '时限', width: '136px' },
  { key: 'what', head: '事件', width: 'minmax(0, 1fr)' },
  { key: 'number', head: '编号', width: '116px' },
];
const WIDE: readonly DataListColumn[] = [
  { key: 'due', head: '时限', width: '136px' },
  { key: 'stage', head: '阶段', width: '128px' },
  { key: 'number', head: '编号', width: '94px' },
  { key: 'category', head: '类别', width: 'minmax(0, 0.8fr)' },
  { key: 'what', head: '情况', width: 'minmax(0, 1.2fr)' },
  { key: 'place', head: '地点', width: 'minmax(0, 1.2fr)' },
  { key: 'channel', head: '来源', width: '64px' },
  { key: 'since', head: '上报', width: '82px' },
  { key: 'mark', head: '送达', width: '68px' },
];

export const rowIdOf = (row: CaseRow): string => row.id;

/** Only exceptions are marked in rows (UX §3). */
function Exception({ row }: { readonly row: CaseRow }): JSX.Element | null {
  if (row.refused) return <StateMark kind="refused" />;
  return row.unsent > 0 ? <StateMark kind="waiting" /> : null;
}

const numberOf = (row: CaseRow): JSX.Element => (
  <span className={row.number === undefined ? 'cases-quiet' : 'ui-code'}>{numberWords(row.number)}</span>
);

function StageCell({ row }: { readonly row: CaseRow }): JSX.Element {
  return (
    <DataCell>
      <StageSquares
        stage={squareOf(row.stage)}
        isClosed={FINAL_STATES.has(row.state)}
        words={STATE_LABELS[row.state]}
      />
    </DataCell>
  );
}

export function CaseList(props: CaseListProps): JSX.Element {
  const { label, rows, isWide, currentId, onCurrentChange, onOpen, heldCount, onShowHeld, empty } = props;
  const { clock } = useWorkstation();
  const now = useNow(clock.nowMs, 60_000);
  const calendarAt = useCalendarAt();
  const dueCell = useCallback(
    (row: CaseRow) => {
      const look = deadlineLook(row, now, calendarAt(row.gridCode));
      return <DataCell>{look === null ? null : <DeadlineCell {...look} />}</DataCell>;
    },
    [now, calendarAt],
  );

  const renderNarrow = useCallback(
    (row: CaseRow) => (
      <>
        {dueCell(row)}
        <DataCell title={`${row.categoryName} ${row.description} ${row.address}`}>
          <span className="ui-list-title">{row.categoryName}</span> {row.urgent && <Chip tone="bad">急</Chip>}
          {row.description !== '' && ` · ${row.description}`}
          <span className="ui-list-second">
            {STATE_LABELS[row.state]} · {row.address} · {CHANNEL_NAMES[row.channel]} ·{' '}
            {briefMoment(row.reportedAt, now)}
          </span>
        </DataCell>
        <DataCell isNumber>
          {numberOf(row)}
          <span className="ui-list-second">
            <Exception row={row} />
          </span>
        </DataCell>
      </>
    ),
    [now, dueCell],
  );
  const renderWide = useCallback(
    (row: CaseRow) => (
      <>
        {dueCell(row)}
        <StageCell row={row} />
        <DataCell title={numberWords(row.number)}>{numberOf(row)}</DataCell>
        <DataCell title={row.categoryName}>
          {row.urgent && <Chip tone="bad">急</Chip>} <span className="ui-list-title">{row.categoryName}</span>
        </DataCell>
        <DataCell title={row.description}>{row.description}</DataCell>
        <DataCell title={row.address}>{row.address}</DataCell>
        <DataCell>{CHANNEL_NAMES[row.channel]}</DataCell>
        <DataCell>{briefMoment(row.reportedAt, now)}</DataCell>
        <DataCell>
          <Exception row={row} />
        </DataCell>
      </>
    ),
    [now, dueCell],
  );
  return (
    <DataList
      label={label}
      rows={rows}
      rowId={rowIdOf}
      rowName={(row) =>
        [
          row.categoryName,
          row.urgent ? '紧急' : '',
          STATE_LABELS[row.state],
          row.address,
          deadlineLook(row, now, calendarAt(row.gridCode))?.words ?? '',
          row.refused ? '被退回' : row.unsent > 0 ? '待送' : '',
        ]
          .filter((part) => part !== '')
          .join('，')
      }
      columns={isWide ? WIDE : NARROW}
      hasHead={isWide}
      rowHeight={isWide ? 34 : 48}
      renderRow={isWide ? renderWide : renderNarrow}
      currentId={currentId}
      onCurrentChange={onCurrentChange}
      onOpen={onOpen}
      heldCount={heldCount}
      onShowHeld={onShowHeld}
      empty={empty}
      autoFocus
    />
  );
}
