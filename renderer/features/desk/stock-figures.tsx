import { useMemo } from 'react';
import type { JSX } from 'react';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { combineLive } from '../../lib/combine-live.ts';
import { namedFilter, queryOf } from '../../lib/named-filters.ts';
import { isStillComing } from '../../records/still-coming.ts';

export interface StockFiguresProps {
  readonly today: string;
  /** The list of that very filter. */
  readonly onOpenList: (filter: string) => void;
}

interface Line {
  readonly label: string;
  readonly filters: readonly string[];
  readonly isPart?: boolean;
}

const one = (filter: string, isPart = false): Line => ({
  label: namedFilter(filter)?.label ?? filter,
  filters: [filter],
  isPart,
});

const LINES: readonly Line[] = [
  one('heads'),
  one('present'),
  one('resident', true),
  one('floating', true),
  one('overseas', true),
  one('rented'),
  { label: '红色、橙色风险', filters: ['risk-red', 'risk-orange'], isPart: true },
  one('open'),
  one('alone'),
];
const FILTERS = LINES.flatMap(({ filters }) => filters);

/** The area in numbers. Each is the length of the list it opens; while records are still coming, none may not be said of what has not come. */
export function StockFigures({ today, onOpenList }: StockFiguresProps): JSX.Element {
  const { stock, sync } = useWorkstation();
  const isComing = isStillComing(useLive(sync.status));
  const counting = useMemo(
    () => combineLive(FILTERS.map((filter) => stock.list({ query: queryOf(filter, today), from: 0, count: 0 }))),
    [stock, today],
  );
  const answers = useLive(counting) ?? [];
  const countOf = (filter: string): number | undefined => {
    const total = answers[FILTERS.indexOf(filter)]?.total;
    return total === 0 && isComing ? undefined : total;
  };
  return (
    <tbody>
      {LINES.map(({ label, filters, isPart }) => (
        <tr key={label}>
          <th scope="row" className={isPart === true ? 'desk-figures-part' : ''}>
            {label}
          </th>
          <td className="ui-number">
            {isComing && filters.every((filter) => countOf(filter) === undefined) && (
              <span className="desk-figures-coming">还在取</span>
            )}
            {filters.map((filter, at) => {
              const count = countOf(filter);
              return (
                <span key={filter}>
                  {at > 0 && count !== undefined && countOf(filters[at - 1] ?? '') !== undefined && ' / '}
                  {count !== undefined && (
                    <button
                      type="button"
                      className="ui-link"
                      aria-label={`${namedFilter(filter)?.label ?? label} ${String(count)}，打开列表`}
                      onClick={() => {
                        onOpenList(filter);
                      }}
                    >
                      {count.toLocaleString('zh-CN')}
                    </button>
                  )}
                </span>
              );
            })}
          </td>
        </tr>
      ))}
    </tbody>
  );
}
