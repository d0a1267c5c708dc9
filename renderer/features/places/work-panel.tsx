import { useMemo } from 'react';
import type { JSX } from 'react';
import type { ListQuery } from '../../../shared/stock/query.ts';
import type { StockKind } from '../../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useStateWords } from '../../data/rules-now.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';
import { Panel } from '../../ui/panel.tsx';

export interface WorkPanelProps {
  readonly subject: string;
  readonly building: string | undefined;
  readonly onOpen: (kind: StockKind, id: string) => void;
}

const MOST = 8;

/** Visits and inspections of this place, and the open cases of its building. */
export function WorkPanel({ subject, building, onOpen }: WorkPanelProps): JSX.Element {
  const { stock } = useWorkstation();
  const stateWords = useStateWords();
  const lives = useMemo(() => {
    const targets: ListQuery<'target'> = {
      kind: 'target',
      where: [{ field: 'subject', op: 'in', values: [subject] }],
      sort: { by: 'dueOn', down: true },
    };
    const cases: ListQuery<'case'> = {
      kind: 'case',
      where: [{ field: 'building', op: 'in', values: [building ?? ''] }],
      sort: { by: 'reportedAt', down: true },
    };
    return {
      targets: stock.list({ query: targets, from: 0, count: MOST }),
      cases: building === undefined ? undefined : stock.list({ query: cases, from: 0, count: MOST }),
    };
  }, [stock, subject, building]);
  const targets = useLive(lives.targets);
  const cases = useLive(lives.cases);
  const total = (targets?.total ?? 0) + (cases?.total ?? 0);
  const shown = (targets?.rows.length ?? 0) + (cases?.rows.length ?? 0);
  return (
    <Panel title="任务与事件" count={total}>
      {total === 0 ? (
        <p className="places-none">没有任务，所在楼没有事件。</p>
      ) : (
        <ul className="places-links">
          {targets?.rows.map((row) => (
            <li key={row.id}>
              <button
                type="button"
                className="ui-link"
                onClick={() => {
                  onOpen('target', row.id);
                }}
              >
                {row.taskTitle}
              </button>
              <span>{row.isOpen ? `${row.dueOn} 前` : `${shanghaiDay(Date.parse(row.resultAt))} 已做`}</span>
            </li>
          ))}
          {cases?.rows.map((row) => (
            <li key={row.id}>
              <button
                type="button"
                className="ui-link"
                onClick={() => {
                  onOpen('case', row.id);
                }}
              >
                {row.category}
              </button>
              <span>{stateWords[row.state]}</span>
            </li>
          ))}
        </ul>
      )}
      {total > shown && <p className="places-none">只列最近的，全部在任务和事件里。</p>}
    </Panel>
  );
}
