import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { JSX } from 'react';
import { actOf } from '../../../shared/cases/acts.ts';
import type { StockKind } from '../../../shared/stock/rows.ts';
import type { Trouble } from '../../data/api.ts';
import { useCalendarAt, useLive, useWorkstation } from '../../data/hooks.ts';
import { useStateWords } from '../../data/rules-now.ts';
import { rememberList } from '../../lib/came-from.ts';
import { numberWords } from '../../lib/case-words.ts';
import { nextActOf, postWaitedFor } from '../../../shared/cases/whose-turn.ts';
import { opensFirst, rowActWords } from '../../lib/next-act.ts';
import { useReady } from '../../lib/readiness.ts';
import { dayWords, shanghaiDay } from '../../lib/shanghai-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { LostSteps } from '../../records/lost-steps.tsx';
import { SavedHere } from '../../records/saved-here.tsx';
import { isStillComing } from '../../records/still-coming.ts';
import { Button } from '../../ui/button.tsx';
import { DataList, type DataListColumn } from '../../ui/data-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageBody, PageHead } from '../../ui/frame/page-head.tsx';
import { Shape } from '../../ui/shape.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useInHand } from '../../ui/use-in-hand.ts';
import { AreaFigures } from './area-figures.tsx';
import { RefusedBox } from './refused-box.tsx';
import { stockGroups } from './stock-items.ts';
import { itemWords, TodayRow } from './today-row.tsx';
import { countOf, inOrder, todayGroups, type TodayItem } from './today.ts';
import { useStockWork } from './use-stock-work.ts';
import './desk.css';

export interface DeskPageProps {
  readonly onReport: () => void;
  readonly canReport: boolean;
  readonly onOpenDraft: (draftId: string) => void;
  readonly onOpenCase: (id: string, act?: string) => void;
  readonly onOpenQueue: (queue: string) => void;
  readonly onOpenRefused: () => void;
  readonly onOpenRecord: (kind: StockKind, id: string) => void;
  /** A list of 人房企物 by the key of its named filter. */
  readonly onOpenStock: (filter: string) => void;
  readonly onOpenIssues: (rule: string) => void;
  readonly onOpenTasks: () => void;
}

const COLUMNS: readonly DataListColumn[] = [
  { key: 'icon', head: '', width: '24px' },
  { key: 'when', head: '时限', width: '136px' },
  { key: 'what', head: '事', width: 'minmax(0, 1.2fr)' },
  { key: 'where', head: '地点', width: 'minmax(0, 1fr)' },
  { key: 'act', head: '', width: '108px' },
];
const NOTHING = [] as const;
const itemId = (item: TodayItem): string => item.id;

type Said =
  | {
      readonly kind: 'done';
      readonly words: string;
      readonly caseId: string;
      readonly entryId: string;
      readonly isSavedHere: boolean;
    }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

export function DeskPage(props: DeskPageProps): JSX.Element {
  const { onReport, canReport, onOpenDraft, onOpenCase, onOpenQueue, onOpenRefused } = props;
  const { onOpenRecord, onOpenStock, onOpenIssues, onOpenTasks } = props;
  const workstation = useWorkstation();
  const { user, clock } = workstation;
  const open = useLive(workstation.cases.open);
  const drafts = useLive(workstation.drafts.all);
  const now = useNow(clock.nowMs);
  const minute = useNow(clock.nowMs, 60_000);
  const calendarAt = useCalendarAt();
  const stateWords = useStateWords();
  const isPulling = isStillComing(useLive(workstation.sync.status));
  const isReading = useLive(workstation.stock.status)?.checked === false;
  const [tab, setTab] = useState('all');
  const [said, setSaid] = useState<Said>();
  const [busyId, setBusyId] = useState<string>();
  const todayPane = useRef<HTMLElement>(null);
  // The button that was pressed may go with its row, and the focus with it.
  useEffect(() => {
    if (busyId !== undefined)
      todayPane.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
  }, [busyId]);
  useReady('desk', open !== undefined);

  const today = shanghaiDay(now);
  const work = useStockWork(today);
  const groups = useMemo(
    () =>
      inOrder([
        ...todayGroups(open ?? NOTHING, drafts ?? NOTHING, user, minute, stateWords),
        ...(work === undefined ? NOTHING : stockGroups(work)),
      ]),
    [open, drafts, user, work, minute, stateWords],
  );
  const shown = tab === 'all' ? groups : groups.filter((group) => group.key === tab);
  const items = shown.flatMap((group) => group.items);
  const total = groups.reduce((sum, group) => sum + countOf(group), 0);
  const heads = new Map(groups.map((group) => [group.key, { label: group.label, count: countOf(group) }]));
  const hasCome = !isPulling && open !== undefined && drafts !== undefined && work !== undefined;
  const hand = useInHand(items.map(itemId), hasCome);
  const current = items[hand.at];

  const openCase = (id: string, act?: string): void => {
    rememberList(
      workstation,
      items.flatMap((item) => (item.kind === 'case' ? [item.row.id] : [])),
    );
    onOpenCase(id, act);
  };

  const stockOffer = (
    item: Exclude<TodayItem, { readonly kind: 'case' | 'draft' }>,
  ): { readonly label: string; readonly run: () => void } => {
    switch (item.kind) {
      case 'target':
        return {
          label: '记结果',
          run: () => {
            onOpenRecord('target', item.row.id);
          },
        };
      case 'handover':
        return {
          label: '查看',
          run: () => {
            onOpenRecord('person', item.row.id);
          },
        };
      case 'issues':
        return {
          label: '逐条更正',
          run: () => {
            onOpenIssues(item.found.rule);
          },
        };
      case 'rest':
        return {
          label: '看全部',
          run: () => {
            if (item.list === 'tasks') onOpenTasks();
            else onOpenStock('handover');
          },
        };
    }
  };

  /** The act that a row offers: the next step where it waits for me, otherwise to look at it. */
  const offerOf = (
    item: TodayItem,
  ): { readonly label: string; readonly key: string | undefined; readonly run: () => void } => {
    if (item.kind === 'draft') {
      return {
        label: '接着填',
        key: undefined,
        run: () => {
          onOpenDraft(item.draft.id);
        },
      };
    }
    if (item.kind !== 'case') {
      const { label, run } = stockOffer(item);
      return { label, key: undefined, run };
    }
    const { row } = item;
    const act = nextActOf(row.state, row.parts);
    const post = postWaitedFor(user, row);
    if (act === undefined || post === undefined) {
      return {
        label: '查看',
        key: undefined,
        run: () => {
          openCase(row.id);
        },
      };
    }
    const { label, key } = actOf(act);
    return {
      label: rowActWords(act),
      key,
      run: () => {
        if (opensFirst(act)) {
          openCase(row.id, act);
          return;
        }
        if (busyId !== undefined) return;
        setBusyId(row.id);
        const at = items.findIndex((each) => each.id === item.id);
        const nextId = (items[at + 1] ?? items[at - 1])?.id;
        void workstation.cases.act(row.id, act, post, {}, []).then((outcome) => {
          setBusyId(undefined);
          if (!outcome.ok) {
            setSaid({ kind: 'trouble', trouble: outcome.trouble });
            return;
          }
          // The case may stay in the list in its next state; the hand goes on to the next one all the same.
          hand.take(nextId, item.id);
          const isSavedHere = workstation.sync.status.get()?.online !== true;
          const number = row.number === undefined ? '' : ` ${numberWords(row.number)}`;
          const words = `${row.categoryName}${number} 已${label}。`;
          setSaid({ kind: 'done', caseId: row.id, entryId: outcome.value.entryId, words, isSavedHere });
        });
      },
    };
  };

  const groupOf = useCallback(
    (item: TodayItem) => ({ key: item.group, label: item.group, ...heads.get(item.group) }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- heads are made from groups
    [groups],
  );
  const currentOffer = current === undefined ? undefined : offerOf(current);
  useShortcuts([
    ...(currentOffer?.key === undefined
      ? []
      : [
          {
            keys: currentOffer.key,
            label: currentOffer.label,
            group: '办理',
            inStatusBar: true,
            run: currentOffer.run,
          },
        ]),
  ]);

  return (
    <>
      <PageHead
        title="今天"
        note={
          isPulling
            ? `${dayWords(now)} · 资料还在取，件数还会变`
            : isReading
              ? `${dayWords(now)} · 还在清点本机资料，件数还会变`
              : dayWords(now)
        }
        acts={
          canReport && (
            <Button kind={items.length === 0 ? 'primary' : 'normal'} keyHint="N" onClick={onReport}>
              新上报
            </Button>
          )
        }
      />
      <PageBody columns="minmax(0, 1fr) minmax(290px, 22%)">
        <section ref={todayPane} className="ui-panel desk-today" aria-label="今天的事">
          <Tabs
            label="今天的事"
            current={tab}
            onChange={(key) => {
              setTab(key);
              hand.take(undefined);
            }}
            tabs={[
              { key: 'all', label: '全部', count: total },
              ...groups.map((group) => ({ key: group.key, label: group.label, count: countOf(group) })),
            ]}
          />
          {said !== undefined && <Saying said={said} onOpenCase={onOpenCase} />}
          {open === undefined ? (
            <Skeleton label="正在读取今天的事" rows={10} />
          ) : (
            <DataList
              label="今天的事"
              rows={items}
              rowId={itemId}
              rowName={itemWords}
              columns={COLUMNS}
              groupOf={groupOf}
              currentId={hand.id}
              onCurrentChange={hand.take}
              onOpen={(item) => {
                if (item.kind === 'case') openCase(item.row.id);
                else offerOf(item).run();
              }}
              renderRow={(item, { isCurrent }) => (
                <TodayRow
                  item={item}
                  now={now}
                  calendarAt={calendarAt}
                  today={today}
                  isCurrent={isCurrent}
                  isBusy={item.id === busyId}
                  act={offerOf(item)}
                />
              )}
              empty={
                isPulling ? (
                  <EmptyState title="还在取资料">先到的先用：要你办的一到就出现在这里。</EmptyState>
                ) : (
                  <EmptyState title="现在没有要你办的">轮到你办的会出现在这里。范围内的事件都在“事件”里。</EmptyState>
                )
              }
              autoFocus
            />
          )}
        </section>
        <div className="desk-side">
          <RefusedBox onOpen={onOpenRefused} />
          <LostSteps nowMs={now} onOpenCase={onOpenCase} />
          <AreaFigures open={open ?? NOTHING} today={today} onOpenQueue={onOpenQueue} onOpenList={onOpenStock} />
        </div>
      </PageBody>
    </>
  );
}

function Saying({ said, onOpenCase }: { readonly said: Said; readonly onOpenCase: (id: string) => void }): JSX.Element {
  if (said.kind === 'trouble') {
    const { what, safe, next } = said.trouble;
    return (
      <p className="desk-said desk-said-bad" role="alert">
        <Shape name="diamond" tone="bad" /> {what}
        {safe}
        {next}
      </p>
    );
  }
  return (
    <p className="desk-said" role="status">
      <Shape name="check" tone="ok" /> {said.words}
      {said.isSavedHere && <SavedHere entryId={said.entryId} />}
      <button
        type="button"
        className="ui-link"
        onClick={() => {
          onOpenCase(said.caseId);
        }}
      >
        看这件
      </button>
    </p>
  );
}
