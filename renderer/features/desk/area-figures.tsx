import type { JSX } from 'react';
import { mayReadType } from '../../../shared/access/rights.ts';
import type { CaseRow } from '../../data/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useStateWords } from '../../data/rules-now.ts';
import { areaWords } from '../../lib/area-words.ts';
import { OPEN_STATES } from '../../../shared/cases/queues.ts';
import { isOwn } from '../../../shared/cases/whose-turn.ts';
import { ownWords } from '../../lib/own-cases.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { isStillComing } from '../../records/still-coming.ts';
import { Panel } from '../../ui/panel.tsx';
import { figuresAsOf } from './figures-as-of.ts';
import { StockFigures } from './stock-figures.tsx';

export interface AreaFiguresProps {
  readonly open: readonly CaseRow[];
  readonly today: string;
  readonly onOpenQueue: (queue: string) => void;
  /** A list of 人房企物 by the key of its named filter. */
  readonly onOpenList: (filter: string) => void;
}

/** The area in numbers, and its open cases, or the department's, by stage. Every number opens the list of that length. */
export function AreaFigures({ open: seen, today, onOpenQueue, onOpenList }: AreaFiguresProps): JSX.Element {
  const workstation = useWorkstation();
  const areas = areaWords(useLive(workstation.areas) ?? []);
  const status = useLive(workstation.sync.status);
  const departments = useLive(workstation.catalogs.departments) ?? [];
  const { user } = workstation;
  const stateWords = useStateWords();
  const open = seen.filter((row) => isOwn(user, row));
  const asOf = figuresAsOf(status?.lastContactAt ?? null, open);
  const now = useNow(workstation.clock.nowMs);
  const figures: readonly (readonly [string, string, number])[] = [
    ['all', '未结事件', open.length],
    ...OPEN_STATES.map(
      (state) => [state, stateWords[state], open.filter((row) => row.state === state).length] as const,
    ),
  ];
  return (
    <Panel
      title={`${ownWords(user, areas, departments)} 现况`}
      note={isStillComing(status) ? '资料还没取齐' : asOf === undefined ? '本机数据' : `截至 ${momentWords(asOf, now)}`}
    >
      <table className="desk-figures">
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col" className="ui-number">
              现数
            </th>
          </tr>
        </thead>
        {mayReadType(user, 'person') && <StockFigures today={today} onOpenList={onOpenList} />}
        <tbody>
          {figures.map(([key, label, count], at) => (
            <tr key={key}>
              <th scope="row" className={at === 0 ? '' : 'desk-figures-part'}>
                {label}
              </th>
              <td className="ui-number">
                <button
                  type="button"
                  className="ui-link"
                  aria-label={`${label} ${String(count)} 件，打开列表`}
                  onClick={() => {
                    onOpenQueue(key);
                  }}
                >
                  {count.toLocaleString('zh-CN')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
