import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { CaseState } from '../../../shared/domain/case.ts';
import type { Condition } from '../../../shared/stock/query.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useRulesNow } from '../../data/rules-now.ts';
import { areaWords } from '../../lib/area-words.ts';
import { ownWords } from '../../lib/own-cases.ts';
import { useWidth, WIDE_PX } from '../../lib/use-media.ts';
import { useNow } from '../../lib/use-now.ts';
import { keepList, readKeptList } from '../../records/kept-lists.ts';
import { SAVE_FILTER_FORM, SaveFilterForm } from '../../records/save-filter-form.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CaseDesk } from './case-desk.tsx';
import { conditionFields } from './conditions.ts';
import { FINISHED_ORDER, USUAL_ORDER, type GroupBy } from './list-order.ts';
import { QueuePane } from './queue-pane.tsx';
import { allQueues, chosenQueue, countWords, queuesFor, USUAL_STAGES, type QueueKey } from './queues.ts';
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
const NONE: readonly Condition[] = [];
const LEAST_FOR_QUEUES_PX = 1000;
const LEAST_FOR_PREVIEW_PX = 880;
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
  // In large text the side columns fold: the queues into a choice, the preview into the full page.
  const hasMuchRoom = useWidth(LEAST_FOR_QUEUES_PX);
  const showsQueues = hasMuchRoom && wantsQueues;
  const hasRoom = useWidth(LEAST_FOR_PREVIEW_PX);
  const showsPreview = hasRoom && wantsPreview;

  const [kept, setKept] = useState(() => readKeptList(user.account, KEPT_AS));
  const [where, setWhere] = useState(NONE);
  const [group, setGroup] = useState<GroupBy>('');
  const [view, setView] = useState<'list' | 'map'>('list');
  const [isSaving, setSaving] = useState(false);

  const sentBack = useLive(sync.refused);
  const refused = useMemo(
    () => new Set((sentBack ?? NO_ROWS).map(({ subject }) => subject).filter((id) => id.startsWith('case:'))),
    [sentBack],
  );
  const asked = useMemo(() => ({ nowMs: now, refused }), [now, refused]);
  const queues = useMemo(() => queuesFor(user, rules, kept.filters), [user, rules, kept.filters]);
  const count = useQueueCounts(queues, asked);
  const current = chosenQueue(queues, queue, count);
  const words = useMemo(
    () => ({
      areas: areaWords(areas),
      departments,
      stateWords: (state: CaseState) => rules.states[state],
    }),
    [areas, departments, rules],
  );
  const fields = useMemo(() => conditionFields(user, words), [user, words]);
  const [finishedOrder, setFinishedOrder] = useState(FINISHED_ORDER);
  const isFinished = current?.key === 'finished' || current?.key === 'unhappy';
  const order = isFinished ? finishedOrder : (kept.sort ?? USUAL_ORDER);

  const keep = (change: Partial<typeof kept>): void => {
    const next = { ...kept, ...change };
    keepList(user.account, KEPT_AS, next);
    setKept(next);
  };
  const choose = (key: QueueKey): void => {
    onMove(key, undefined);
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
          onChoose={choose}
          onImport={onImport}
          onForget={(gone) => {
            keep({ filters: kept.filters.filter(({ id }) => `saved:${id}` !== gone) });
          }}
        />
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
        order={order}
        onOrder={(sort) => {
          if (isFinished) setFinishedOrder(sort);
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
        <Dialog
          title="存下这些条件"
          onClose={() => {
            setSaving(false);
          }}
          acts={
            <Button kind="primary" type="submit" form={SAVE_FILTER_FORM}>
              存筛选
            </Button>
          }
        >
          <SaveFilterForm
            leftOut={[]}
            onSave={(name) => {
              const saved = { id: crypto.randomUUID(), name, where: [...current.where, ...where] };
              keep({ filters: [...kept.filters, saved] });
              setWhere(NONE);
              setSaving(false);
              choose(`saved:${saved.id}`);
            }}
          />
        </Dialog>
      )}
    </div>
  );
}
