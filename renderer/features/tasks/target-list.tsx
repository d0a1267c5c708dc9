import { useCallback } from 'react';
import type { JSX, ReactNode } from 'react';
import { OUTCOME_NAMES, TASK_KIND_NAMES, type TargetOutcome } from '../../../shared/domain/task.ts';
import type { TargetStock } from '../../../shared/stock/rows.ts';
import type { ListWindow } from '../../records/use-list-window.ts';
import { briefMoment } from '../../lib/shanghai-time.ts';
import { Chip } from '../../ui/chip.tsx';
import { DataCell } from '../../ui/data-list.tsx';
import { Shape } from '../../ui/shape.tsx';
import { WindowList, type ListPlace } from '../../ui/window-list.tsx';
import type { WindowListColumn } from '../../ui/window-list-head.tsx';
import { dueWords } from './task-views.ts';

export interface TargetListProps {
  readonly label: string;
  readonly list: ListWindow<'target'>;
  readonly today: string;
  readonly nowMs: number;
  readonly place: ListPlace | undefined;
  readonly onPlace: (place: ListPlace) => void;
  readonly onOpen: (row: TargetStock) => void;
  readonly empty: ReactNode;
}

const COLUMNS: readonly WindowListColumn[] = [
  { key: 'due', name: '期限', head: '期限', width: '92px' },
  { key: 'who', name: '对象', head: '对象', width: 'minmax(0, 1fr)' },
  { key: 'state', name: '结果', head: '结果', width: '132px' },
];

const isOutcome = (text: string): text is TargetOutcome => Object.hasOwn(OUTCOME_NAMES, text);
export const outcomeWords = (outcome: string): string => (isOutcome(outcome) ? OUTCOME_NAMES[outcome] : '');

function ResultCell({ row, nowMs }: { readonly row: TargetStock; readonly nowMs: number }): JSX.Element {
  const words = outcomeWords(row.outcome);
  return (
    <DataCell>
      {words === '' ? <span className="tasks-quiet">{row.isOpen ? '还没去' : ''}</span> : words}
      {row.proposals > 0 && <Chip>建议 {row.proposals}</Chip>}
      <span className="ui-list-second">
        {words === '' ? '' : `${briefMoment(row.resultAt, nowMs)} ${row.resultBy}`}
      </span>
    </DataCell>
  );
}

export function TargetList({ label, list, today, nowMs, place, onPlace, onOpen, empty }: TargetListProps): JSX.Element {
  const render = useCallback(
    (row: TargetStock) => {
      const due = dueWords(row.dueOn, today);
      return (
        <>
          <DataCell>
            {row.isOpen ? (
              <span className={`tasks-due ui-tone-${due.tone}`}>
                <Shape name={due.shape} tone={due.tone} /> {due.words}
              </span>
            ) : (
              <span className="tasks-due ui-tone-ok">
                <Shape name="check" tone="ok" /> 已做
              </span>
            )}
          </DataCell>
          <DataCell title={`${row.name} ${row.address}`}>
            <span className="ui-list-title">{row.address.endsWith(row.name) ? row.address : row.name}</span>
            <span className="ui-list-second">
              {[row.address.endsWith(row.name) ? '' : row.address, TASK_KIND_NAMES[row.taskKind], row.taskTitle]
                .filter((part) => part !== '')
                .join(' · ')}
            </span>
          </DataCell>
          <ResultCell row={row} nowMs={nowMs} />
        </>
      );
    },
    [today, nowMs],
  );
  return (
    <WindowList
      label={label}
      unit="个"
      total={list.total}
      rowAt={list.rowAt}
      onWindow={list.onWindow}
      rowId={(row) => row.id}
      rowName={(row) =>
        [row.name, row.address, row.isOpen ? dueWords(row.dueOn, today).words : '已做', outcomeWords(row.outcome)]
          .filter((part) => part !== '')
          .join('，')
      }
      renderRow={render}
      columns={COLUMNS}
      rowHeight={48}
      place={place}
      onPlace={onPlace}
      onOpen={onOpen}
      openWords="打开对象"
      empty={empty}
      autoFocus
    />
  );
}
