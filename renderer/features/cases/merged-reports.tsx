import { useMemo } from 'react';
import type { JSX } from 'react';
import type { ListAsked } from '../../../shared/stock/query.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { CHANNEL_NAMES } from '../../lib/case-words.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { numberOf } from './case-list.tsx';

export interface MergedReportsProps {
  readonly caseId: string;
  /** The case this one went into, if it did. */
  readonly into: string | undefined;
  readonly nowMs: number;
  readonly onOpenCase: (id: string) => void;
}

/** So many stand there; of more the rest is counted. */
const SHOWN = 20;

/** 并案: what was merged into this case, each with time and place and a way to it; and of a merged one the way to its master. */
export function MergedReports({ caseId, into, nowMs, onOpenCase }: MergedReportsProps): JSX.Element | null {
  const { stock } = useWorkstation();
  const asked = useMemo(
    (): ListAsked<'case'> => ({
      query: {
        kind: 'case',
        where: [{ field: 'mergedInto', op: 'in', values: [caseId] }],
        sort: { by: 'reportedAt' },
      },
      from: 0,
      count: SHOWN,
    }),
    [caseId],
  );
  const merged = useLive(useMemo(() => stock.list(asked), [stock, asked]));
  const total = merged?.total ?? 0;
  if (into === undefined && total === 0) return null;
  return (
    <section className="cases-section cases-merged" aria-label="并案">
      {into !== undefined && (
        <p>
          这件已并案，由主件一起办。
          <button
            type="button"
            className="ui-link"
            onClick={() => {
              onOpenCase(into);
            }}
          >
            看主件
          </button>
        </p>
      )}
      {total > 0 && (
        <>
          <h3>并入的上报 {total.toLocaleString('zh-CN')} 件</h3>
          <ul>
            {merged?.rows.map((row) => (
              <li key={row.id}>
                <span>
                  {momentWords(row.reportedAt, nowMs)} · {row.address} · {CHANNEL_NAMES[row.channel]} ·{' '}
                  {row.reporterName}
                  {row.description !== '' && <span className="cases-quiet">{row.description}</span>}
                </span>
                <button
                  type="button"
                  className="ui-link"
                  aria-label={`打开并入的 ${numberOf(row)}`}
                  onClick={() => {
                    onOpenCase(row.id);
                  }}
                >
                  {numberOf(row)}
                </button>
              </li>
            ))}
          </ul>
          {total > SHOWN && <p className="cases-quiet">先列最早的 {SHOWN} 件。</p>}
        </>
      )}
    </section>
  );
}
