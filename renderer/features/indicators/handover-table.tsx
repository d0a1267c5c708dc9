import type { JSX } from 'react';
import type { CaseState } from '../../../shared/domain/case.ts';
import { maskAddress } from '../../../shared/domain/identifiers/mask.ts';
import type { WorkCalendar } from '../../../shared/cases/deadline/calendar.ts';
import type { ListAnswer } from '../../../shared/stock/query.ts';
import type { CaseStock } from '../../../shared/stock/rows.ts';
import { numberWords } from '../../lib/case-words.ts';
import { deadlineLook } from '../../lib/deadline-words.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import type { HandoverList } from './handover-lists.ts';
import { countWords } from './words.ts';

export interface HandoverTableProps {
  readonly list: HandoverList;
  readonly answer: ListAnswer<'case'>;
  readonly nowMs: number;
  readonly calendarAt: (place: string) => WorkCalendar;
  readonly stateWords: (state: CaseState) => string;
  readonly departmentWords: (key: string) => string;
  /** On the screen; on paper a line opens nothing, and addresses are covered. */
  readonly onOpenCase?: ((id: string) => void) | undefined;
}

const departmentsOf = ({ department, parts }: CaseStock): readonly string[] =>
  parts.length > 0 ? parts : department === '' ? [] : [department];

/** One list of a handover, on the screen and on paper alike. */
export function HandoverTable(props: HandoverTableProps): JSX.Element {
  const { list, answer, nowMs, calendarAt, stateWords, departmentWords, onOpenCase } = props;
  const { total, rows } = answer;
  const isPaper = onOpenCase === undefined;
  return (
    <section className="indicators-handover" aria-label={list.title}>
      <h2>
        {list.title} {countWords(total)} 件 <small>{list.note}</small>
      </h2>
      {total === 0 ? (
        <p>没有。</p>
      ) : (
        <table className="print-table">
          <thead>
            <tr>
              {['编号', '事件', '地点', '阶段', '部门', '时限', ...(isPaper ? ['交代'] : [])].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const { id, number, category, address, state, scope, due, suspendedUntil } = row;
              const time = { state, due, suspendedUntil: suspendedUntil === '' ? undefined : suspendedUntil };
              const look = deadlineLook(time, nowMs, calendarAt(scope));
              const words = numberWords(number === '' ? undefined : number);
              return (
                <tr key={id}>
                  <td>
                    {onOpenCase === undefined ? (
                      words
                    ) : (
                      <button
                        type="button"
                        className="ui-link"
                        onClick={() => {
                          onOpenCase(id);
                        }}
                      >
                        {words}
                      </button>
                    )}
                  </td>
                  <td>{category}</td>
                  <td>{isPaper ? maskAddress(address) : address}</td>
                  <td>{stateWords(state)}</td>
                  <td>{departmentsOf(row).map(departmentWords).join('、')}</td>
                  <td>{look !== null && <StateMark kind={look.kind} words={look.words} />}</td>
                  {isPaper && <td className="indicators-to-write" />}
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {rows.length < total && (
        <p>
          这里列前 {countWords(rows.length)} 件，另有 {countWords(total - rows.length)} 件在“事件”里按同样的条件看。
        </p>
      )}
    </section>
  );
}
