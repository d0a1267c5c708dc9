import { useMemo } from 'react';
import { mayReadType, mayWriteType } from '../../../shared/access/rights.ts';
import { isUnder } from '../../../shared/domain/codes.ts';
import type { ListAsked } from '../../../shared/stock/query.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { queryOf } from '../../lib/named-filters.ts';
import { isStillComing } from '../../records/still-coming.ts';
import { SHOWN_AT_ONCE, type StockWork } from './stock-items.ts';

const NONE = [] as const;

/** Whether the ledger asks anything of this person: who sees it and may write it. Whoever only looks on has lists, but no work there. Undefined until its lists have answered. */
export function useStockWork(today: string): StockWork | undefined {
  const { stock, sync, user } = useWorkstation();
  const isComing = isStillComing(useLive(sync.status));
  const works = mayReadType(user, 'person') && mayWriteType(user, 'person');
  const visits = works && user.posts.some(({ role }) => role === 'gridWorker' || role === 'communityClerk');
  const scope = user.posts[0]?.scope ?? '';
  const lives = useMemo(() => {
    const due: ListAsked<'target'> = {
      query: { ...queryOf('due', today), kind: 'target', sort: { by: 'dueOn' } },
      from: 0,
      count: SHOWN_AT_ONCE,
    };
    // One sees whom one handed over oneself as well, until he is taken: only those who came to one's own area count.
    const handedOver: ListAsked<'person'> = {
      query: { ...queryOf('handover', today), kind: 'person', area: scope },
      from: 0,
      count: SHOWN_AT_ONCE,
    };
    return {
      due: visits ? stock.list(due) : undefined,
      handedOver: works ? stock.list(handedOver) : undefined,
      issues: works && !isComing ? stock.issues : undefined,
    };
  }, [stock, today, scope, visits, works, isComing]);
  const due = useLive(lives.due);
  const handedOver = useLive(lives.handedOver);
  const issues = useLive(lives.issues);
  const isKnown = (due !== undefined || !visits) && (handedOver !== undefined || !works);
  return useMemo(
    (): StockWork | undefined =>
      isKnown
        ? {
            due: { rows: due?.rows ?? NONE, total: due?.total ?? 0 },
            handedOver: {
              rows: handedOver?.rows.filter((row) => isUnder(row.scope, scope)) ?? NONE,
              total: handedOver?.total ?? 0,
            },
            issues: issues ?? NONE,
          }
        : undefined,
    [isKnown, due, handedOver, issues, scope],
  );
}
