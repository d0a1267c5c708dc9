import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { CaseState } from '../../../shared/domain/case.ts';
import type { Post } from '../../../shared/domain/staff.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useRulesNow } from '../../data/rules-now.ts';
import { areaWords } from '../../lib/area-words.ts';
import { ownWords } from '../../lib/own-cases.ts';
import { useWidth, WIDE_PX } from '../../lib/use-media.ts';
import { useNow } from '../../lib/use-now.ts';
import { keepList, readKeptList } from '../../records/kept-lists.ts';
import { useHeld } from '../../records/use-held.ts';
import { Select } from '../../ui/select.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CaseDesk } from './case-desk.tsx';
import { conditionFields } from './conditions.ts';
import { RenameFilterDialog, SaveFilterDialog } from './filter-dialogs.tsx';
import { FilterLines } from './filter-lines.tsx';
import { FilterNote } from './filter-note.tsx';
import { filterWords } from './filter-words.ts';
import { useRemembered } from './list-memory.ts';
import { FINISHED_ORDER, USUAL_ORDER, type Order } from './list-order.ts';
import { QueuePane } from './queue-pane.tsx';
import { allQueues, chosenQueue, countWords, isFilter, queuesFor, USUAL_STAGES, type QueueKey } from './queues.ts';
import { useFilters, type NewFilter, type SharedQueue } from './use-filters.ts';
import { useQueueCounts } from './use-queue-counts.ts';
import './cases.css';

export interface CasesPageProps {
  readonly queue: string | undefined;
  readonly picked: string | undefined;
  /** The place within the page: queue and row. */
  readonly onMove: (queue: QueueKey, picked: string | undefined) => void;
  readonly onOpen: (id: string) => void;
  /** Absent for posts that do not report. */
  readonly onReport: (() => void) | undefined;
  /** Absent for posts that take nothing in from files. */
  readonly onImport: (() => void) | undefined;
  readonly onShowOnMap: (id: string) => void;
}

const NO_ROWS = [] as const;
const isUsual = ({ by, down }: Order): boolean => by === USUAL_ORDER.by && down === USUAL_ORDER.down;
const LEAST_FOR_QUEUES_PX = 1000;
/** Below, with both columns beside it, the list has no room for category and place: at 1366 px from 大 (125 %) on. */
const LEAST_FOR_PREVIEW_PX = 1100;
/** Under which name the saved filters of this page lie beside those of the other lists. */
const KEPT_AS = 'case';

export function CasesPage({
  queue,
  picked,
  onMove,
  onOpen,
  onReport,
  onImport,
  onShowOnMap,
}: CasesPageProps): JSX.Element {
  const workstation = useWorkstation();
  const { user, clock, catalogs, sync } = workstation;
  const areas = useLive(workstation.areas) ?? NO_ROWS;
  const departments = useLive(catalogs.departments) ?? NO_ROWS;
  const rules = useRulesNow();
  const isWide = useWidth(WIDE_PX);
  const now = useNow(clock.nowMs, 60_000);
  const [wantsQueues, setWantsQueues] = useState(true);
  const [wantsPreview, setWantsPreview] = useState(true);
  // In large text the side columns fold: first the preview into the full page, then the queues into a choice.
  const hasMuchRoom = useWidth(LEAST_FOR_QUEUES_PX);
  const showsQueues = hasMuchRoom && wantsQueues;
  const hasRoom = useWidth(LEAST_FOR_PREVIEW_PX);
  const showsPreview = hasRoom && wantsPreview;

  const [kept, setKept] = useState(() => readKeptList(user.account, KEPT_AS));
  const [where, setWhere] = useRemembered('where');
  const [group, setGroup] = useRemembered('group');
  const [view, setView] = useRemembered('view');
  const [isSaving, setSaving] = useState(false);
  const [renamed, setRenamed] = useState<SharedQueue>();

  const sentBack = useLive(sync.refused);
  const refused = useMemo(
    () => new Set((sentBack ?? NO_ROWS).map(({ subject }) => subject).filter((id) => id.startsWith('case:'))),
    [sentBack],
  );
  const asked = useMemo(() => ({ nowMs: now, refused }), [now, refused]);
  const keep = (change: Partial<typeof kept>): void => {
    const next = { ...kept, ...change };
    keepList(user.account, KEPT_AS, next);
    setKept(next);
  };
  const choose = (key: QueueKey): void => {
    onMove(key, undefined);
  };
  const filters = useFilters(
    kept.filters,
    (saved) => {
      keep({ filters: saved.map(({ id, name, where: its }) => ({ id, name, where: [...its] })) });
    },
    queue,
    choose,
  );
  // While it is being read whether the filter asked for is still shared, what was shown stands.
  const shared = useHeld(filters.shared);
  const queues = useMemo(() => queuesFor(user, rules, kept.filters, shared), [user, rules, kept.filters, shared]);
  const count = useQueueCounts(queues, asked);
  const current = useHeld(filters.shared === undefined ? undefined : chosenQueue(queues, queue, count));
  const words = useMemo(
    () => ({
      areas: areaWords(areas),
      departments,
      stateWords: (state: CaseState) => rules.states[state],
    }),
    [areas, departments, rules],
  );
  const fields = useMemo(() => conditionFields(user, words), [user, words]);
  const [finishedOrder = FINISHED_ORDER, setFinishedOrder] = useRemembered('finishedOrder');
  const isFinished = current?.key === 'finished' || current?.key === 'unhappy';
  // A filter that brings an order is read in it, until its reader wants another one for now.
  const [otherwise, setOtherwise] = useRemembered('otherwise');
  const brought = current?.sort && (otherwise?.key === current.key ? otherwise.order : current.sort);
  const order = brought ?? (isFinished ? finishedOrder : (kept.sort ?? USUAL_ORDER));

  const leave = (key: QueueKey): void => {
    filters.action.clear();
    choose(key);
  };
  const save = async (filter: NewFilter, post: Post | undefined): Promise<void> => {
    const sort = isUsual(order) ? undefined : order;
    const key = post === undefined ? filters.keep(filter) : await filters.share({ ...filter, sort }, post);
    if (key === null) return;
    setWhere([]);
    setSaving(false);
    choose(key);
  };
  const [ownPlace] = filters.places;
  const shareOwn = (key: QueueKey, post: Post): void => {
    const own = kept.filters.find(({ id }) => `saved:${id}` === key);
    if (own !== undefined) void filters.share({ ...own, sort: kept.sort }, post, own);
  };
  useShortcuts([
    ...USUAL_STAGES.map((state, at) => ({
      keys: `G ${String(at + 1)}`,
      print: 'G 然后 1–9',
      label: '去第几阶段',
      group: '队列',
      run: () => {
        choose(state);
      },
    })),
    {
      keys: 'G M',
      label: '去待我办',
      group: '队列',
      run: () => {
        choose('mine');
      },
    },
    ...(queues.own.some(({ key }) => key === 'decide')
      ? [
          {
            keys: 'G Y',
            label: '去待我审批',
            group: '队列',
            run: () => {
              choose('decide');
            },
          },
        ]
      : []),
    ...(onImport === undefined ? [] : [{ keys: 'G I', label: '去导入来件', group: '队列', run: onImport }]),
    {
      keys: '[',
      print: '[ ]',
      label: '收起左 / 右栏',
      group: '队列',
      run: () => {
        setWantsQueues((wants) => !wants);
      },
    },
    {
      keys: ']',
      print: '[ ]',
      label: '收起左 / 右栏',
      group: '队列',
      run: () => {
        setWantsPreview((wants) => !wants);
      },
    },
  ]);

  const whose = ownWords(user, words.areas, departments);
  if (current === undefined) return <Skeleton label="正在读取事件" rows={10} />;
  return (
    <div
      className="cases-page"
      data-queues={showsQueues || undefined}
      data-preview={showsPreview || undefined}
      data-map={(hasMuchRoom && view === 'map') || undefined}
    >
      {showsQueues && (
        <QueuePane
          queues={queues}
          count={count}
          scope={whose}
          current={current.key}
          onChoose={leave}
          onImport={onImport}
        >
          <FilterLines
            saved={queues.saved}
            shared={shared ?? NO_ROWS}
            count={count}
            current={current.key}
            onChoose={leave}
            nameOfPlace={words.areas.fullNameOf}
            wordsOf={(filter) => filterWords(filter.where, allQueues(queues), fields)}
            onForget={filters.forget}
            onShare={
              ownPlace &&
              ((key) => {
                shareOwn(key, ownPlace);
              })
            }
            onRename={(filter) => {
              filters.action.clear();
              setRenamed(filter);
            }}
            onWithdraw={({ document }) => {
              void filters.withdraw(document);
            }}
          />
        </QueuePane>
      )}
      <CaseDesk
        key={current.key}
        queue={current}
        count={count(current.key)}
        asked={asked}
        picked={picked}
        onMove={onMove}
        queueChoice={
          showsQueues ? undefined : (
            <Select
              label="队列"
              labelHidden
              className="cases-list-queue"
              value={current.key}
              options={allQueues(queues).map((each) => ({
                value: each.key,
                label: `${each.label} ${countWords(count(each.key))}`,
              }))}
              onChange={choose}
            />
          )
        }
        isWide={isWide}
        showsPreview={showsPreview}
        fields={fields}
        where={where}
        onWhere={setWhere}
        onSave={() => {
          setSaving(true);
        }}
        note={
          <FilterNote
            asks={isFilter(current.key) ? filterWords(current.where, allQueues(queues), fields) : undefined}
            shared={shared?.find(({ key }) => key === current.key)}
            filters={filters}
            isElsewhere={isSaving || renamed !== undefined}
          />
        }
        order={order}
        onOrder={(sort) => {
          if (current.sort !== undefined) setOtherwise({ key: current.key, order: sort });
          else if (isFinished) setFinishedOrder(sort);
          else keep({ sort });
        }}
        group={group}
        onGroup={setGroup}
        view={hasMuchRoom ? view : 'list'}
        onView={hasMuchRoom ? setView : undefined}
        words={words}
        onOpen={onOpen}
        onReport={onReport}
        onShowOnMap={onShowOnMap}
      />
      {isSaving && (
        <SaveFilterDialog
          filters={filters}
          nameOfPlace={words.areas.fullNameOf}
          onClose={() => {
            filters.action.clear();
            setSaving(false);
          }}
          onSave={(name, post) => {
            void save({ name, where: [...current.where, ...where] }, post);
          }}
        />
      )}
      {renamed !== undefined && (
        <RenameFilterDialog
          filters={filters}
          queue={renamed}
          onClose={() => {
            setRenamed(undefined);
          }}
        />
      )}
    </div>
  );
}
