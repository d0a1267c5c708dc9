import { useMemo } from 'react';
import type { JSX } from 'react';
import { FINAL_STATES } from '../../../shared/domain/case.ts';
import { OUTCOME_NAMES, TASK_KIND_NAMES, type TargetOutcome } from '../../../shared/domain/task.ts';
import type { RowOf, StockKind } from '../../../shared/stock/rows.ts';
import { daysBetween } from '../../../shared/lib/calendar-day.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useStateWords } from '../../data/rules-now.ts';
import { numberWords } from '../../lib/case-words.ts';
import { briefMoment } from '../../lib/shanghai-time.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { SOON_DAYS } from './colouring.ts';

export interface TaskLinesProps {
  readonly building: string;
  readonly targets: readonly RowOf<'target'>[];
  readonly today: string;
  readonly onOpen: (kind: StockKind, id: string) => void;
}

const MOST_CASES = 5;
const isOutcome = (text: string): text is TargetOutcome => text in OUTCOME_NAMES;

interface TargetStateProps {
  readonly row: RowOf<'target'>;
  readonly today: string;
  readonly nowMs: number;
}

function TargetState({ row, today, nowMs }: TargetStateProps): JSX.Element {
  if (!row.isOpen) {
    const words = isOutcome(row.outcome) ? OUTCOME_NAMES[row.outcome] : '已办';
    return (
      <StateMark
        kind="closedInTime"
        words={row.resultAt === '' ? words : `${briefMoment(row.resultAt, nowMs)} ${words}`}
      />
    );
  }
  const left = daysBetween(today, row.dueOn);
  if (left < 0) return <StateMark kind="timeOver" words={`超 ${String(-left)} 天`} />;
  return (
    <StateMark
      kind={left <= SOON_DAYS ? 'timeNear' : 'timeOk'}
      words={left === 0 ? '今天到期' : `剩 ${String(left)} 天`}
    />
  );
}

/** 任务与事件: what is asked of this room, and what was reported in its building. */
export function TaskLines({ building, targets, today, onOpen }: TaskLinesProps): JSX.Element {
  const { stock, clock } = useWorkstation();
  const stateWords = useStateWords();
  const cases = useLive(
    useMemo(
      () =>
        stock.list({
          query: {
            kind: 'case',
            where: [{ field: 'building', op: 'in', values: [building] }],
            sort: { by: 'reportedAt', down: true },
          },
          from: 0,
          count: MOST_CASES,
        }),
      [stock, building],
    ),
  );
  const total = cases?.total ?? 0;
  if (targets.length === 0 && total === 0) return <p className="building-quiet">没有任务，楼里也没有事件。</p>;
  return (
    <ul className="building-lines">
      {targets.map((row) => (
        <li key={row.id}>
          <button
            type="button"
            className="building-line"
            onClick={() => {
              onOpen('target', row.id);
            }}
          >
            <span>
              <span className="ui-cut">{row.taskTitle}</span>
              <span className="building-second ui-cut">
                {TASK_KIND_NAMES[row.taskKind]} {row.name}
                {row.resultBy !== '' && ` · ${row.resultBy}`}
              </span>
            </span>
            <TargetState row={row} today={today} nowMs={clock.nowMs()} />
          </button>
        </li>
      ))}
      {(cases?.rows ?? []).map((row) => (
        <li key={row.id}>
          <button
            type="button"
            className="building-line"
            onClick={() => {
              onOpen('case', row.id);
            }}
          >
            <span>
              <span className="ui-cut">
                {row.number === '' ? '' : `${numberWords(row.number)} `}
                {row.category}
              </span>
              <span className="building-second ui-cut">
                本楼 · {briefMoment(row.reportedAt, clock.nowMs())} · {row.description}
              </span>
            </span>
            {FINAL_STATES.has(row.state) ? (
              <StateMark kind="closedInTime" words={stateWords[row.state]} />
            ) : (
              <span className="building-quiet">{stateWords[row.state]}</span>
            )}
          </button>
        </li>
      ))}
      {total > MOST_CASES && (
        <li className="building-quiet">
          本楼事件共 {total} 件，这里是最近 {MOST_CASES} 件，其余在地图上点本楼可看。
        </li>
      )}
    </ul>
  );
}
