import { useMemo } from 'react';
import type { JSX } from 'react';
import { mayReadType } from '../../../shared/access/rights.ts';
import type { StockKind } from '../../../shared/stock/rows.ts';
import { combineLive } from '../../lib/combine-live.ts';
import { namedFilter } from '../../lib/named-filters.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/frame/page-head.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { ActNote } from '../../records/act-note.tsx';
import { isStillComing } from '../../records/still-coming.ts';
import { useAction } from '../../records/use-action.ts';
import { NewRecord } from './new-record.tsx';
import { listKinds, queryFor, USUAL_FILTER } from './list-kinds.ts';
import { StockTable } from './stock-table.tsx';
import { useStockWords } from './use-stock-words.ts';
import './stock.css';

export interface StockPageProps {
  /** A kind of record (`person`, `room`, `enterprise`, `component`) or the key of a special ledger. */
  readonly list: string | undefined;
  /** Key of a named filter to begin with. */
  readonly filter: string | undefined;
  readonly onList: (list: string, filter: string | undefined) => void;
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onShowOnMap: (kind: StockKind, id: string) => void;
  readonly onIssues: () => void;
}

/** 人房企物: the lists of everything that is kept. */
export function StockPage({
  list: wanted,
  filter,
  onList,
  onOpen,
  onShowOnMap,
  onIssues,
}: StockPageProps): JSX.Element {
  const workstation = useWorkstation();
  const { user, stock, sync } = workstation;
  const words = useStockWords();
  const action = useAction();
  const today = shanghaiDay(useNow(workstation.clock.nowMs, 60_000));
  const seesPeople = mayReadType(user, 'person');
  const lists = useMemo(() => listKinds(words.ledgers, seesPeople), [words.ledgers, seesPeople]);
  const counted = useMemo(
    () => combineLive(lists.map((each) => stock.list({ query: queryFor(each, USUAL_FILTER), from: 0, count: 0 }))),
    [stock, lists],
  );
  const counts = useLive(counted) ?? [];
  const found = useLive(stock.issues)?.reduce((sum, { count }) => sum + count, 0);
  // What is still on its way is checked as it comes: until then there is no number.
  const isRead = useLive(stock.status)?.ready === true;
  const issues = isStillComing(useLive(sync.status)) || !isRead ? undefined : found;
  const key = wanted ?? namedFilter(filter)?.kind;
  const current = lists.find((each) => each.key === key) ?? lists[0];

  return (
    <div className="stock-page">
      <PageHead
        title="人房企物"
        note={
          <RadioGroup
            look="segmented"
            label="看哪一类"
            value={current?.key}
            options={lists.map((each, at) => {
              const total = counts[at]?.total;
              return {
                value: each.key,
                label: total === undefined ? each.label : `${each.label} ${total.toLocaleString('zh-CN')}`,
              };
            })}
            onChange={(next) => {
              onList(next, undefined);
            }}
          />
        }
        acts={
          <>
            {seesPeople && <Button onClick={onIssues}>资料待更正 {issues?.toLocaleString('zh-CN')}</Button>}
            {current !== undefined && <NewRecord key={current.key} list={current} onDone={action.setDone} />}
          </>
        }
      />
      <ActNote done={action.done} trouble={action.trouble} onGone={action.clear} />
      {current !== undefined && (
        <StockTable
          // A list has its own memory, columns and place; a named filter from elsewhere begins anew.
          key={`${current.key} ${filter ?? ''}`}
          list={current}
          filter={namedFilter(filter)?.kind === current.kind ? filter : undefined}
          words={words}
          today={today}
          onFilterLeft={() => {
            if (filter !== undefined) onList(current.key, undefined);
          }}
          onOpen={onOpen}
          onShowOnMap={onShowOnMap}
        />
      )}
    </div>
  );
}
