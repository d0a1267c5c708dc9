import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { JSX, ReactNode } from 'react';
import type { Condition, ListQuery } from '../../../shared/stock/query.ts';
import type { CaseStock } from '../../../shared/stock/rows.ts';
import { useAtWork, useLive, useWorkstation } from '../../data/hooks.ts';
import { rememberList } from '../../lib/came-from.ts';
import { incompleteWords } from '../../lib/pull-words.ts';
import { useReady } from '../../lib/readiness.ts';
import { isBeingRead } from '../../records/still-coming.ts';
import { useAskedAhead } from '../../records/use-asked-ahead.ts';
import { useListWindow } from '../../records/use-list-window.ts';
import { useSelection } from '../../records/use-selection.ts';
import type { Bounds } from '../../map/bounds.ts';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import type { ListPlace } from '../../ui/window-list.tsx';
import { ActMessage } from './act-message.tsx';
import { BatchDialog } from './batch-dialog.tsx';
import { runnerOf } from './batch-run.ts';
import { BatchStrip } from './batch-strip.tsx';
import { CaseStrip } from './case-strip.tsx';
import { CasesMap } from './cases-map.tsx';
import { CaseList } from './case-list.tsx';
import { CasePane } from './case-pane.tsx';
import { isAnywhere, within, type ConditionField } from './conditions.ts';
import { ListFoot } from './list-foot.tsx';
import { EmptyList } from './empty-list.tsx';
import { ListHead } from './list-head.tsx';
import { leftIn, rememberLeft } from './list-memory.ts';
import { groupHeads, type GroupBy, type GroupWords, type Order } from './list-order.ts';
import {
  ANY_TIME,
  askable,
  countWords,
  dependsOnNow,
  isStage,
  type AskedNow,
  type Queue,
  type QueueKey,
} from './queues.ts';
import { useActing } from './use-acting.ts';
import { useAfterAct } from './use-after-act.ts';
import { usePlace } from './use-place.ts';

export interface CaseDeskProps {
  readonly queue: Queue;
  readonly count: number | undefined;
  readonly asked: AskedNow;
  readonly picked: string | undefined;
  readonly onMove: (queue: QueueKey, picked: string | undefined) => void;
  /** The choice of queues where their pane has no room. */
  readonly queueChoice: ReactNode;
  readonly isWide: boolean;
  readonly showsPreview: boolean;
  readonly fields: readonly ConditionField[];
  readonly where: readonly Condition[];
  readonly onWhere: (where: readonly Condition[]) => void;
  readonly onSave: () => void;
  /** What became of the last act on a filter. */
  readonly note: ReactNode;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly group: GroupBy;
  readonly onGroup: (group: GroupBy) => void;
  readonly view: 'list' | 'map';
  /** Absent where there is no room for a map. */
  readonly onView: ((view: 'list' | 'map') => void) | undefined;
  readonly words: GroupWords;
  readonly onOpen: (id: string) => void;
  readonly onReport: (() => void) | undefined;
  readonly onShowOnMap: (id: string) => void;
}

const NO_FACETS: readonly string[] = [];

/** One queue: its list, and the selected case beside it. */
export function CaseDesk(props: CaseDeskProps): JSX.Element {
  const { queue, count, asked, picked, onMove, queueChoice, isWide, showsPreview, fields, where, onWhere } = props;
  const { onSave, note, order, onOrder, group, onGroup, view, onView, words, onOpen, onReport, onShowOnMap } = props;
  const workstation = useWorkstation();
  const { stock, sync } = workstation;
  const acting = useActing();
  const filter = useRef<HTMLInputElement>(null);
  const listPane = useRef<HTMLElement>(null);
  const [before] = useState(() => leftIn(workstation, queue.key));
  const [typed, setTyped] = useState(before?.text ?? '');
  const [committed, setCommitted] = useState(typed);
  const [text, setText] = useState(typed);
  const [above, setAbove] = useState(0);
  const [bounds, setBounds] = useState<Bounds>();

  // Only what is asked of the clock is asked anew as it goes on.
  const at = dependsOnNow(queue.where) ? asked : ANY_TIME;
  const next = useMemo(
    (): ListQuery<'case'> => ({
      kind: 'case',
      where: [...askable([...queue.where, ...where], at), ...within(bounds)],
      sort: order,
      ...(committed.trim() === '' ? {} : { text: committed }),
      ...(group === '' ? {} : { group }),
    }),
    [queue, where, at, bounds, order, committed, group],
  );
  const query = useAskedAhead(next, text === committed, NO_FACETS);
  const question = JSON.stringify([queue.key, where, text]);
  const onWholeMap = useMemo(() => ({ ...query, where: (query.where ?? []).filter(isAnywhere) }), [query]);
  const { answer, total, rowAt, onWindow } = useListWindow(query);
  const selection = useSelection(query, total, question);
  const { set: select, ids: selected } = selection;
  useEffect(() => {
    if (before !== undefined) select(before.selected);
  }, [before, select]);
  useEffect(() => {
    // Whoever goes on before the text rests finds it as it was typed.
    rememberLeft(workstation, { queue: queue.key, text: committed, selected });
  }, [workstation, queue.key, committed, selected]);
  const { place, setPlace } = usePlace(queue.key, query, picked, onMove);
  const shownId = place === undefined ? picked : (place.id ?? rowAt(place.at)?.id);
  // The first rows are drawn before the case beside them; from then on both together, for its keys are those of the row in hand.
  const hasShownRows = useDeferredValue(answer !== undefined);
  useReady('cases', answer !== undefined && place !== undefined);

  const nextRow = place === undefined ? undefined : rowAt(place.at + 1);
  // The next one is read while this one is looked at: after an act it stands there at once.
  const ahead = nextRow?.id;
  useAtWork(useMemo(() => (ahead === undefined ? [] : [workstation.cases.one(ahead)]), [workstation, ahead]));

  const status = useLive(stock.status);
  const firstPull = useLive(sync.status)?.firstPull;
  // Once all was here, nothing is counted any more.
  const comingWords = firstPull === undefined || firstPull.done ? null : incompleteWords(firstPull, '事件');
  const coming = comingWords === null ? (isBeingRead(status) ? '本机资料还在读' : null) : `事件${comingWords}`;

  const focusList = useCallback((): void => {
    listPane.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
  }, []);
  const move = useCallback(
    (to: ListPlace): void => {
      if (to.at === 0) setAbove(0);
      setPlace(to);
    },
    [setPlace],
  );
  const { afterAct, onGone, isOwnMove } = useAfterAct({ queue: queue.key, query, place, shownId, nextRow, move });
  const onDone = (): void => {
    focusList();
    afterAct();
  };
  const changeText = (settled: string): void => {
    setText(settled);
    move({ at: 0, id: undefined });
  };
  const settle = useSettled(committed, changeText);
  const clear = (): void => {
    setTyped('');
    setCommitted('');
    onWhere([]);
    setBounds(undefined);
    focusList();
  };

  const chosen = useMemo(() => [...selection.ids], [selection.ids]);
  const runner = runnerOf(workstation);
  const [isBatching, setBatching] = useState(false);
  const beginBatch = (): void => {
    const { kind } = runner.get();
    // What is left over of the last one comes first.
    if (kind === 'kept') listPane.current?.querySelector<HTMLElement>('.cases-batch-kept button')?.focus();
    else if (chosen.length > 0 && kind !== 'running') setBatching(true);
  };

  useShortcuts([
    {
      keys: 'Shift+B',
      label: '批量办理选中的',
      group: '队列',
      run: beginBatch,
    },
    {
      keys: '/',
      label: '筛选',
      group: '队列',
      inStatusBar: true,
      run: () => {
        filter.current?.focus();
      },
    },
  ]);

  const open = useCallback(
    (row: CaseStock): void => {
      // The page goes on through this list; it may be long, and the page does not wait for it.
      void stock.ids(query).then((ids) => {
        rememberList(workstation, ids);
      });
      onOpen(row.id);
    },
    [stock, query, workstation, onOpen],
  );
  /** A pin of the map: its row, wherever it stands in the list. */
  const pick = (id: string): void => {
    void stock.ids(query).then((ids) => {
      const found = ids.indexOf(id);
      if (found >= 0) move({ at: found, id });
    });
  };
  const sortBy = useCallback(
    (by: string): void => {
      onOrder({ by, down: order.by === by && !order.down });
      move({ at: 0, id: undefined });
    },
    [onOrder, order, move],
  );
  const groups = useMemo(
    () => (group === '' || answer?.groups === undefined ? undefined : groupHeads(group, answer.groups, words)),
    [group, answer, words],
  );
  const isFiltered = text !== '' || where.length > 0 || bounds !== undefined;
  const { result } = acting;
  return (
    <>
      <section ref={listPane} className="cases-list" aria-label={queue.label}>
        <ListHead
          title={
            queueChoice ?? (
              <h1>
                {queue.label} {countWords(count)}
              </h1>
            )
          }
          isWide={isWide}
          typed={typed}
          onTyped={(now, isCommitted) => {
            setTyped(now);
            if (isCommitted) setCommitted(now);
          }}
          onLeave={() => {
            settle();
            focusList();
          }}
          filterRef={filter}
          fields={fields}
          where={where}
          onWhere={(now) => {
            onWhere(now);
            move({ at: 0, id: undefined });
          }}
          onSave={onSave}
          query={query}
          order={order}
          onOrder={(now) => {
            onOrder(now);
            move({ at: 0, id: undefined });
          }}
          group={group}
          onGroup={(now) => {
            onGroup(now);
            move({ at: 0, id: undefined });
          }}
          view={view}
          onView={onView}
          onReport={onReport}
        />
        {note}
        {result !== undefined && (
          <ActMessage
            result={result}
            acting={acting}
            onOpen={
              result.caseId === shownId
                ? undefined
                : () => {
                    onOpen(result.caseId);
                  }
            }
          />
        )}
        <BatchStrip runner={runner} />
        {coming !== null && (
          <p className="cases-coming" role="status">
            {coming}，数还会变；有了的现在就可以办。
          </p>
        )}
        {above > 0 && (
          <p className="cases-above" role="status">
            上面新到 {above} 件
            <button
              type="button"
              className="ui-link"
              onClick={() => {
                move({ at: 0, id: undefined });
                focusList();
              }}
            >
              去看
            </button>
          </p>
        )}
        {answer === undefined || place === undefined ? (
          <Skeleton label="正在读取事件" rows={10} rowHeight={isWide ? 34 : 48} />
        ) : (
          <CaseList
            label={queue.label}
            total={total}
            rowAt={rowAt}
            onWindow={onWindow}
            groups={groups}
            isWide={isWide && view === 'list'}
            isNumbered={view === 'map'}
            showsStage={!isStage(queue.key)}
            stateWords={words.stateWords}
            refused={asked.refused}
            sort={order}
            onSort={sortBy}
            place={place}
            onPlace={move}
            onGone={onGone}
            onOpen={open}
            onAbove={(more) => {
              if (!isOwnMove()) setAbove((before) => before + more);
            }}
            selection={selection.forList}
            empty={
              <EmptyList
                queue={queue.label}
                count={count}
                hiddenBy={bounds !== undefined ? 'map' : isFiltered ? 'conditions' : null}
                coming={coming}
                onLeaveMap={() => {
                  setBounds(undefined);
                  focusList();
                }}
                onClear={clear}
              />
            }
          />
        )}
        <ListFoot
          words={
            answer === undefined
              ? '正在读'
              : isFiltered
                ? `${countWords(total)} 件符合，${queue.label}共 ${countWords(count)} 件`
                : `共 ${countWords(total)} 件，与列表一致`
          }
          chosen={chosen.length}
          onUnchoose={() => {
            selection.set(new Set());
            focusList();
          }}
          onBatch={beginBatch}
        />
        {isBatching && (
          <BatchDialog
            ids={chosen}
            onStart={async (batch, left) => {
              await runner.start(batch, () => {
                setBatching(false);
                selection.set(left);
                focusList();
              });
              const state = runner.get();
              if (state.kind !== 'ended') return;
              // What a colleague was faster with is left selected as well.
              selection.set(new Set([...left, ...state.refusals.flatMap(({ cases }) => cases.map(({ id }) => id))]));
            }}
            onClose={() => {
              setBatching(false);
              focusList();
            }}
          />
        )}
      </section>
      {view === 'map' && (
        <CasesMap
          query={onWholeMap}
          total={total}
          rowAt={rowAt}
          pickedId={shownId}
          onPick={pick}
          onOpen={onOpen}
          nowMs={asked.nowMs}
          bounds={bounds}
          onBounds={setBounds}
        >
          {shownId !== undefined && <CaseStrip id={shownId} acting={acting} onDone={onDone} onOpen={onOpen} />}
        </CasesMap>
      )}
      {showsPreview && view === 'list' && (
        <aside className="cases-preview" aria-label="选中的事件">
          {hasShownRows && shownId !== undefined && (
            <CasePane
              id={shownId}
              acting={acting}
              onDone={onDone}
              onOpenCase={onOpen}
              onShowOnMap={() => {
                onShowOnMap(shownId);
              }}
            />
          )}
        </aside>
      )}
    </>
  );
}
