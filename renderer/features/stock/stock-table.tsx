import { useCallback, useMemo, useRef, useState } from 'react';
import type { JSX } from 'react';
import { isUnder } from '../../../shared/domain/codes.ts';
import { maskName } from '../../../shared/domain/identifiers/mask.ts';
import type { Condition } from '../../../shared/stock/query.ts';
import type { StockKind, StockRow } from '../../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { incompleteWords } from '../../lib/pull-words.ts';
import { useReady } from '../../lib/readiness.ts';
import { useWidth, WIDE_PX } from '../../lib/use-media.ts';
import { ActNote } from '../../records/act-note.tsx';
import { SAVE_FILTER_FORM, SaveFilterForm } from '../../records/save-filter-form.tsx';
import { isBeingRead } from '../../records/still-coming.ts';
import { useAskedAhead } from '../../records/use-asked-ahead.ts';
import { useHeld } from '../../records/use-held.ts';
import { countingOf, useListWindow } from '../../records/use-list-window.ts';
import { useSelection } from '../../records/use-selection.ts';
import { Button } from '../../ui/button.tsx';
import { DataCell, type RowState } from '../../ui/data-list.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Popover } from '../../ui/popover.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import { WindowList } from '../../ui/window-list.tsx';
import { columnsOf, rowWords, shownColumns, type CellContext } from './columns.tsx';
import { conditionWords, isHarmless } from './conditions.ts';
import { FacetPane } from './facet-pane.tsx';
import { facetFields, facetGroups, facetsOf } from './facets.ts';
import { FilterBar } from './filter-bar.tsx';
import { orderOf, queryFor, USUAL_FILTER, type ListKind } from './list-kinds.ts';
import { mayActOn, SelectionFoot } from './selection-foot.tsx';
import type { StockWords } from './stock-words.ts';
import { useListAudit } from './use-list-audit.ts';
import { useListState } from './use-list-state.ts';
import { useOfferedFilters, type SavedFilter } from './use-offered-filters.ts';

export interface StockTableProps {
  readonly list: ListKind;
  readonly filter: string | undefined;
  readonly words: StockWords;
  readonly today: string;
  /** The conditions are no longer those of the address. */
  readonly onFilterLeft: () => void;
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onShowOnMap: (kind: StockKind, id: string) => void;
}

const LEAST_FOR_FACETS_PX = 900;
const rowIdOf = (row: StockRow): string => row.id;

/** Under which name a first pull counts the records of a list. */
const PULL_KIND_OF: Readonly<Record<StockKind, string>> = {
  person: '居民',
  room: '房屋',
  enterprise: '单位',
  component: '部件和台账',
  ledgerEntry: '部件和台账',
  target: '任务',
  case: '事件',
};

export function StockTable(props: StockTableProps): JSX.Element {
  const { list, filter, words, today, onFilterLeft, onOpen, onShowOnMap } = props;
  const workstation = useWorkstation();
  const { user, stock, sync } = workstation;
  const { state, committed, commit, kept, ask, onPlace, keep } = useListState(list, filter, today);
  const { where, text, sort, place } = state;
  const order = orderOf(list, { text, sort });
  const facets = useMemo(
    () =>
      facetsOf(
        list,
        user.posts.map(({ scope }) => scope),
      ),
    [list, user.posts],
  );
  const fields = useMemo(() => facetFields(facets), [facets]);
  const [typed, setTyped] = useState(text);
  const next = useMemo(() => queryFor(list, { where, text: committed, sort }), [list, where, committed, sort]);
  const query = useAskedAhead(next, text === committed, fields);
  const counted = useHeld(useLive(useMemo(() => stock.list(countingOf(query, fields)), [stock, query, fields])));
  const { answer, total, rowAt, onWindow } = useListWindow(query);
  const status = useLive(stock.status);
  const firstPull = useLive(sync.status)?.firstPull;
  const isStillComing = isBeingRead(status) || firstPull?.done === false;
  // After a start everything is on this terminal, and only the list is not made of it yet.
  const comingWords =
    firstPull === undefined || firstPull.done
      ? '本机资料还在读'
      : (incompleteWords(firstPull, PULL_KIND_OF[list.kind]) ?? '资料还在取');
  useReady('stock', answer !== undefined && counted !== undefined);

  const [isSaving, setSaving] = useState(false);
  const [wantsFacets, setWantsFacets] = useState(true);
  const hasRoomForFacets = useWidth(LEAST_FOR_FACETS_PX);
  const isWide = useWidth(WIDE_PX);
  const filterField = useRef<HTMLInputElement>(null);
  const pane = useRef<HTMLElement>(null);
  const focusList = useCallback(() => {
    pane.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
  }, []);

  // In another order it is the same question.
  const selection = useSelection(query, total, JSON.stringify([where, text]));
  const change = (next: { readonly where?: readonly Condition[]; readonly text?: string }): void => {
    ask(next);
    onFilterLeft();
  };
  const changeText = (next: string): void => {
    if (next !== text) change({ text: next });
  };
  const settle = useSettled(committed, changeText);
  const clear = (): void => {
    setTyped('');
    commit('');
    change({ where: USUAL_FILTER.where, text: '' });
    focusList();
  };
  /** The named filter that was deleted last, while it can be taken back. */
  const [forgotten, setForgotten] = useState<SavedFilter>();
  const offered = useOfferedFilters({
    ...{ list, where, today, kept },
    onForget: (filter) => {
      keep({ filters: kept.filters.filter(({ id }) => id !== filter.id) });
      setForgotten(filter);
    },
  });
  const harmless = where.filter((condition) => isHarmless(list, condition));
  useListAudit({ list, where, text, words, total: answer === undefined ? undefined : total });

  const open = useCallback(
    (row: StockRow) => {
      onOpen(row.kind, row.id);
    },
    [onOpen],
  );
  const queued = useLive(sync.queued);
  const refused = useLive(sync.refused);
  const disputes = useLive(workstation.records.disputes);
  const context = useMemo(
    (): CellContext => ({
      words,
      today,
      isWide,
      waiting: new Set(queued?.map(({ subject }) => subject)),
      refused: new Set(refused?.map(({ subject }) => subject)),
      disputed: new Set(disputes?.map(({ subject }) => subject)),
      nameOf: (row) =>
        row.kind !== 'person' || user.posts.some((post) => isUnder(row.scope, post.scope))
          ? row.kind === 'room'
            ? row.address
            : row.name
          : maskName(row.name),
      onOpen: open,
    }),
    [words, today, isWide, queued, refused, disputes, user.posts, open],
  );
  const all = useMemo(() => columnsOf(list), [list]);
  const hasCommunities = user.posts.some(({ scope }) => scope.length < 12);
  const shown = useMemo(
    () => shownColumns(all, kept.columns, { isWide, hasCommunities }),
    [all, kept.columns, isWide, hasCommunities],
  );
  const render = useCallback(
    (row: StockRow, _state: RowState): JSX.Element => (
      <>
        {shown.map((column) => (
          <DataCell key={column.key} isNumber={column.isNumber} title={column.title?.(row, context)}>
            {column.cell(row, context)}
          </DataCell>
        ))}
      </>
    ),
    [shown, context],
  );
  const nameRow = useCallback((row: StockRow) => rowWords(row, context), [context]);
  // A box in front of a row promises that something can be done with it.
  const mayAct = mayActOn(list, user);
  const current = place === undefined ? undefined : rowAt(place.at);
  const save =
    where.length === 0
      ? undefined
      : (): void => {
          setSaving(true);
        };
  const showOnMap =
    current &&
    ((): void => {
      onShowOnMap(current.kind, current.id);
    });

  useShortcuts([
    {
      keys: '/',
      label: '筛选',
      group: '列表',
      inStatusBar: true,
      run: () => {
        filterField.current?.focus();
      },
    },
    ...(save === undefined ? [] : [{ keys: 'F', label: '存筛选', group: '列表', inStatusBar: true, run: save }]),
    ...(showOnMap === undefined
      ? []
      : [{ keys: 'M', label: '在地图上看', group: '列表', inStatusBar: true, run: showOnMap }]),
    {
      keys: '[',
      label: '收起左栏',
      group: '列表',
      run: () => {
        setWantsFacets((wants) => !wants);
      },
    },
  ]);

  const groups = facetGroups(facets, counted?.facets ?? {}, where, words, today);
  const facetPane = (
    <FacetPane
      filters={offered}
      groups={groups}
      onWhere={(next) => {
        change({ where: next });
      }}
    />
  );
  const showsFacets = hasRoomForFacets && wantsFacets;
  const inList = answer?.all ?? 0;
  const ofLedger = list.ledger === undefined ? `${list.label}共 ${inList.toLocaleString('zh-CN')} ${list.unit}，` : '';
  const empty =
    where.length === 0 && text === '' ? (
      <EmptyState title={`还没有${list.label}`}>
        {isStillComing ? `${comingWords}，有了的会出现在这里。` : '登记以后会出现在这里。'}
      </EmptyState>
    ) : (
      <EmptyState
        kind="filtered"
        title="按这些条件没有找到"
        acts={
          <Button kind="primary" size="small" onClick={clear}>
            清除条件
          </Button>
        }
      >
        {ofLedger}没有一{list.unit}符合这些条件。
      </EmptyState>
    );

  return (
    <div className="stock-body" data-facets={showsFacets || undefined}>
      {showsFacets && facetPane}
      <section ref={pane} className="stock-main" aria-label={list.label}>
        <FilterBar
          list={list}
          words={words}
          where={where}
          typed={typed}
          onWhere={(next) => {
            change({ where: next });
          }}
          onTyped={(next, isCommitted) => {
            setTyped(next);
            if (isCommitted) commit(next);
          }}
          onClear={clear}
          onSave={save}
          onShowOnMap={showOnMap}
          onLeave={() => {
            settle();
            focusList();
          }}
          columns={all}
          shown={shown}
          onColumns={(keys) => {
            if (keys !== undefined) keep({ columns: [...keys] });
            else keep({ columns: undefined, widths: {} });
          }}
          filterRef={filterField}
          total={answer === undefined ? undefined : total}
          tookMs={answer?.tookMs}
          facets={
            hasRoomForFacets ? undefined : (
              <Popover label="筛选条件" button="筛选" buttonClassName="ui-link">
                {() => facetPane}
              </Popover>
            )
          }
        />
        {forgotten !== undefined && (
          <ActNote
            done={{ batch: forgotten.id, words: `已删除筛选“${forgotten.name}”。` }}
            undo={() => {
              keep({ filters: [...kept.filters, forgotten] });
              return Promise.resolve({ ok: true, value: undefined });
            }}
            onGone={() => {
              setForgotten(undefined);
            }}
          />
        )}
        {isStillComing && (
          <p className="stock-coming" role="status">
            {comingWords}，{answer === undefined ? '' : `已有 ${inList.toLocaleString('zh-CN')} ${list.unit}，`}
            数还会变；有了的现在就可以用。
          </p>
        )}
        {answer === undefined ? (
          <Skeleton label={`正在读取${list.label}`} rows={14} />
        ) : (
          <WindowList
            label={list.label}
            unit={list.unit}
            total={total}
            rowAt={rowAt}
            onWindow={onWindow}
            rowId={rowIdOf}
            rowName={nameRow}
            renderRow={render}
            columns={shown.map((column) => {
              const { key, label, width, isNumber, sortBy } = column;
              const own = kept.widths[key];
              return {
                key,
                name: label,
                head: label,
                isNumber,
                width: own === undefined ? width : `${String(own)}px`,
                sorted: sortBy === undefined || order?.by !== sortBy ? undefined : order.down ? 'down' : 'up',
                ...(sortBy === undefined
                  ? {}
                  : {
                      onSort: () => {
                        ask({ sort: { by: sortBy, down: order?.by === sortBy && !order.down } });
                      },
                    }),
                onResize: (px) => {
                  keep({ widths: { ...kept.widths, [key]: px } });
                },
              };
            })}
            place={place}
            onPlace={onPlace}
            onOpen={open}
            openWords={list.openWords}
            selection={mayAct ? selection.forList : undefined}
            empty={empty}
            autoFocus
          />
        )}
        <SelectionFoot
          list={list}
          current={current}
          words={words}
          where={where}
          total={answer === undefined ? undefined : total}
          text={text}
          selection={selection}
          scopeWords={user.posts.map((post) => words.areas.fullNameOf(post.scope)).join('、')}
        />
      </section>
      {isSaving && (
        <Dialog
          title="存下这些条件"
          onClose={() => {
            setSaving(false);
          }}
          acts={
            harmless.length > 0 && (
              <Button kind="primary" type="submit" form={SAVE_FILTER_FORM}>
                存筛选
              </Button>
            )
          }
        >
          {harmless.length === 0 ? (
            <p>这些条件都会指到某个人，不能存在这台终端上。</p>
          ) : (
            <SaveFilterForm
              leftOut={where
                .filter((condition) => !harmless.includes(condition))
                .map((condition) => conditionWords(list, condition, words))}
              onSave={(name) => {
                keep({ filters: [...kept.filters, { id: crypto.randomUUID(), name, where: [...harmless] }] });
                setSaving(false);
              }}
            />
          )}
        </Dialog>
      )}
    </div>
  );
}
