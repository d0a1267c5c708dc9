import { useCallback, useMemo, useState } from 'react';
import type { JSX } from 'react';
import { actOf } from '../../../shared/cases/acts.ts';
import type { Trouble } from '../../data/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { rememberList } from '../../lib/came-from.ts';
import { CHANNEL_NAMES, numberWords } from '../../lib/case-words.ts';
import { nextActOf, opensFirst, postWaitedFor, rowActWords } from '../../lib/next-act.ts';
import { useReady } from '../../lib/readiness.ts';
import { briefMoment, dayWords, momentWords } from '../../lib/shanghai-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { DataCell, DataList, type DataListColumn } from '../../ui/data-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconCase } from '../../ui/icons.tsx';
import { PageBody, PageHead } from '../../ui/frame/page-head.tsx';
import { Shape } from '../../ui/shape.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { AreaFigures } from './area-figures.tsx';
import { RefusedBox } from './refused-box.tsx';
import { todayGroups, type TodayItem } from './today.ts';
import './desk.css';

export interface DeskPageProps {
  readonly onReport: () => void;
  readonly canReport: boolean;
  readonly onOpenDraft: (draftId: string) => void;
  readonly onOpenCase: (id: string, act?: string) => void;
  readonly onOpenQueue: (queue: string) => void;
  readonly onOpenRefused: () => void;
}

const COLUMNS: readonly DataListColumn[] = [
  { key: 'icon', head: '', width: '24px' },
  { key: 'when', head: '等了', width: '112px' },
  { key: 'what', head: '事', width: 'minmax(0, 1.2fr)' },
  { key: 'where', head: '地点', width: 'minmax(0, 1fr)' },
  { key: 'act', head: '', width: '108px' },
];
const NOTHING = [] as const;
const itemId = (item: TodayItem): string => item.id;

type Said =
  | { readonly kind: 'done'; readonly words: string; readonly caseId: string }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

export function DeskPage(props: DeskPageProps): JSX.Element {
  const { onReport, canReport, onOpenDraft, onOpenCase, onOpenQueue, onOpenRefused } = props;
  const workstation = useWorkstation();
  const { user, clock } = workstation;
  const open = useLive(workstation.cases.open);
  const drafts = useLive(workstation.drafts.all) ?? NOTHING;
  const now = useNow(clock.nowMs);
  const isPulling = useLive(workstation.sync.status)?.firstPull.done === false;
  const [tab, setTab] = useState('all');
  const [currentId, setCurrentId] = useState<string>();
  const [said, setSaid] = useState<Said>();
  const [busyId, setBusyId] = useState<string>();
  useReady('desk', open !== undefined);

  const groups = useMemo(() => todayGroups(open ?? NOTHING, drafts, user), [open, drafts, user]);
  const shown = tab === 'all' ? groups : groups.filter((group) => group.key === tab);
  const items = shown.flatMap((group) => group.items);
  const total = groups.reduce((sum, group) => sum + group.items.length, 0);
  const labels = new Map(groups.map((group) => [group.key, group.label]));
  // A chosen row that has gone is handed over to its successor by the list; until then no key acts.
  const shownId = currentId ?? items[0]?.id;
  const current = items.find((item) => item.id === shownId);

  const openCase = (id: string, act?: string): void => {
    rememberList(
      workstation,
      items.flatMap((item) => (item.kind === 'case' ? [item.row.id] : [])),
    );
    onOpenCase(id, act);
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
    const { row } = item;
    const act = nextActOf(row.state);
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
          setCurrentId((before) => (before === undefined || before === item.id ? nextId : before));
          const isOnline = workstation.sync.status.get()?.online === true;
          const number = row.number === undefined ? '' : ` ${numberWords(row.number)}`;
          const what = `${row.categoryName}${number} 已${label}`;
          setSaid({
            kind: 'done',
            caseId: row.id,
            words: isOnline ? `${what}。` : `${what}。已存本机，联网后自动送达。`,
          });
        });
      },
    };
  };

  const groupOf = useCallback(
    (item: TodayItem) => ({ key: item.group, label: labels.get(item.group) ?? item.group }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- labels are made from groups
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
        note={isPulling ? `${dayWords(now)} · 资料还在取，件数还会变` : dayWords(now)}
        acts={
          canReport && (
            <Button kind={items.length === 0 ? 'primary' : 'normal'} keyHint="N" onClick={onReport}>
              新上报
            </Button>
          )
        }
      />
      <PageBody columns="minmax(0, 1fr) minmax(290px, 22%)">
        <section className="ui-panel desk-today" aria-label="今天的事">
          <Tabs
            label="今天的事"
            current={tab}
            onChange={(key) => {
              setTab(key);
              setCurrentId(undefined);
            }}
            tabs={[
              { key: 'all', label: '全部', count: total },
              ...groups.map((group) => ({ key: group.key, label: group.label, count: group.items.length })),
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
              rowName={(item) =>
                item.kind === 'draft'
                  ? `草稿，${item.draft.category?.name ?? '还没选类别'}`
                  : [item.row.categoryName, item.row.address, item.row.urgent ? '紧急' : '']
                      .filter((part) => part !== '')
                      .join('，')
              }
              columns={COLUMNS}
              groupOf={groupOf}
              currentId={shownId}
              onCurrentChange={setCurrentId}
              onOpen={(item) => {
                if (item.kind === 'draft') onOpenDraft(item.draft.id);
                else openCase(item.row.id);
              }}
              renderRow={(item, { isCurrent }) => (
                <TodayRow item={item} now={now} isCurrent={isCurrent} isBusy={item.id === busyId} act={offerOf(item)} />
              )}
              empty={
                <EmptyState title="现在没有要你办的">轮到你办的会出现在这里。范围内的事件都在“事件”里。</EmptyState>
              }
              autoFocus
            />
          )}
        </section>
        <div className="desk-side">
          <RefusedBox onOpen={onOpenRefused} />
          <AreaFigures open={open ?? NOTHING} onOpenQueue={onOpenQueue} />
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

interface TodayRowProps {
  readonly item: TodayItem;
  readonly now: number;
  readonly isCurrent: boolean;
  readonly isBusy: boolean;
  readonly act: { readonly label: string; readonly run: () => void };
}

function TodayRow({ item, now, isCurrent, isBusy, act }: TodayRowProps): JSX.Element {
  const button = (
    <DataCell isNumber>
      <Button
        size="small"
        kind={isCurrent ? 'primary' : 'normal'}
        tabIndex={isCurrent ? 0 : -1}
        {...(isBusy ? { busyText: '正在存…' } : {})}
        onClick={act.run}
      >
        {act.label}
      </Button>
    </DataCell>
  );
  if (item.kind === 'draft') {
    const { draft } = item;
    return (
      <>
        <DataCell>
          <Shape name="ring" tone="paused" />
        </DataCell>
        <DataCell>{briefMoment(draft.savedAt, now)} 存</DataCell>
        <DataCell>
          <span className="ui-list-title">{draft.category?.name ?? '还没选类别'}</span>
          {draft.description !== '' && ` · ${draft.description}`}
        </DataCell>
        <DataCell>{draft.place?.address ?? '还没定位置'}</DataCell>
        {button}
      </>
    );
  }
  const { row } = item;
  return (
    <>
      <DataCell>
        <IconCase size={16} />
      </DataCell>
      <DataCell title={`上报于 ${momentWords(row.reportedAt, now)}`}>{briefMoment(row.changedAt, now)}</DataCell>
      <DataCell title={`${row.categoryName} ${row.description}`}>
        <span className="ui-list-title">{row.categoryName}</span> {row.urgent && <Chip tone="bad">急</Chip>}
        {row.description !== '' && ` · ${row.description}`}
      </DataCell>
      <DataCell title={row.address}>
        {row.unsent > 0 && <StateMark kind="waiting" />} {row.address} · {CHANNEL_NAMES[row.channel]}
      </DataCell>
      {button}
    </>
  );
}
