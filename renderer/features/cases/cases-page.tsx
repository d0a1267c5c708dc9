import { useCallback, useMemo, useRef, useState } from 'react';
import type { JSX } from 'react';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { areaWords } from '../../lib/area-words.ts';
import { rememberList } from '../../lib/came-from.ts';
import { ownWords } from '../../lib/own-cases.ts';
import { useReady } from '../../lib/readiness.ts';
import { useWidth, WIDE_PX } from '../../lib/use-media.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useHeldRows } from '../../ui/use-held-rows.ts';
import { ActMessage } from './act-message.tsx';
import { CaseList, rowIdOf } from './case-list.tsx';
import { CasePane } from './case-pane.tsx';
import { QueuePane } from './queue-pane.tsx';
import { allQueues, answers, chosenQueue, countWords, FINISHED_LIMIT, queuesOf, type QueueKey } from './queues.ts';
import { useActing } from './use-acting.ts';
import { useCategoryLetters } from './use-category-letters.ts';
import './cases.css';

export interface CasesPageProps {
  readonly queue: string | undefined;
  readonly picked: string | undefined;
  /** The place within the page: queue and row. */
  readonly onMove: (queue: QueueKey, picked: string | undefined) => void;
  readonly onOpen: (id: string) => void;
  /** Absent for posts that do not report. */
  readonly onReport: (() => void) | undefined;
  readonly onShowOnMap: (id: string) => void;
}

const NO_ROWS = [] as const;
const LEAST_FOR_QUEUES_PX = 1000;
const LEAST_FOR_PREVIEW_PX = 880;

export function CasesPage({ queue, picked, onMove, onOpen, onReport, onShowOnMap }: CasesPageProps): JSX.Element {
  const workstation = useWorkstation();
  const open = useLive(workstation.cases.open);
  const finished = useLive(useMemo(() => workstation.cases.finished(FINISHED_LIMIT), [workstation]));
  const areas = useLive(workstation.areas) ?? NO_ROWS;
  const departments = useLive(workstation.catalogs.departments) ?? NO_ROWS;
  const categories = useLive(workstation.catalogs.categories) ?? NO_ROWS;
  const isWide = useWidth(WIDE_PX);
  const now = useNow(workstation.clock.nowMs, 60_000);
  const [typed, setTyped] = useState('');
  const [wantsQueues, setWantsQueues] = useState(true);
  const [wantsPreview, setWantsPreview] = useState(true);
  // In large text the side columns fold: the queues into a choice, the preview into the full page.
  const showsQueues = useWidth(LEAST_FOR_QUEUES_PX) && wantsQueues;
  const showsPreview = useWidth(LEAST_FOR_PREVIEW_PX) && wantsPreview;
  const acting = useActing();
  const filter = useRef<HTMLInputElement>(null);
  const listPane = useRef<HTMLElement>(null);

  const queues = useMemo(
    () => queuesOf(open ?? NO_ROWS, finished, workstation.user, now),
    [open, finished, workstation.user, now],
  );
  const current = chosenQueue(queues, queue);
  const names = useCategoryLetters(typed, categories);
  const found = useMemo(() => current.rows.filter((row) => answers(row, typed, names)), [current, typed, names]);
  const { rows, heldCount, release } = useHeldRows(found, rowIdOf, picked, `${current.key} ${typed}`);
  const shownId = picked ?? rows[0]?.id;
  useReady('cases', open !== undefined);

  const move = useCallback(
    (id: string | undefined) => {
      onMove(current.key, id);
    },
    [onMove, current.key],
  );
  const focusList = (): void => {
    listPane.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
  };
  const choose = (key: QueueKey): void => {
    setTyped('');
    onMove(key, undefined);
    focusList();
  };

  useShortcuts([
    {
      keys: '/',
      label: '筛选',
      group: '队列',
      inStatusBar: true,
      run: () => {
        filter.current?.focus();
      },
    },
    ...allQueues(queues)
      .slice(0, 9)
      .map(({ key }, at) => ({
        keys: `G ${String(at + 1)}`,
        print: 'G 然后 1–9',
        label: '去第几队列',
        group: '队列',
        run: () => {
          choose(key);
        },
      })),
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

  const whose = ownWords(workstation.user, areaWords(areas), departments);
  const empty =
    current.isReading === true ? (
      <Skeleton label={`正在读${current.label}`} />
    ) : typed === '' ? (
      <EmptyState title={`${current.label}：没有事件`} />
    ) : (
      <EmptyState
        kind="filtered"
        title="按这些条件没有找到"
        acts={
          <Button
            kind="primary"
            size="small"
            onClick={() => {
              setTyped('');
              focusList();
            }}
          >
            清除条件
          </Button>
        }
      >
        {current.label}共 {current.rows.length} 件，没有一件符合“{typed}”。
      </EmptyState>
    );
  const { result } = acting;

  return (
    <div className="cases-page" data-queues={showsQueues || undefined} data-preview={showsPreview || undefined}>
      {showsQueues && <QueuePane queues={queues} scope={whose} current={current.key} onChoose={choose} />}
      <section ref={listPane} className="cases-list" aria-label={current.label}>
        <div className="cases-list-head">
          {showsQueues ? (
            <h1>
              {current.label} {countWords(current)}
            </h1>
          ) : (
            <Select
              label="队列"
              labelHidden
              className="cases-list-queue"
              value={current.key}
              options={allQueues(queues).map((each) => ({
                value: each.key,
                label: `${each.label} ${countWords(each)}`,
              }))}
              onChange={choose}
            />
          )}
          <TextField
            ref={filter}
            label="筛选"
            labelHidden
            placeholder={isWide ? '编号、地点、类别拼音' : '编号、地点、…'}
            value={typed}
            onChange={setTyped}
            tail={typed === '' ? <Kbd keys="/" /> : undefined}
            onKeyDown={(event) => {
              if (
                event.nativeEvent.isComposing ||
                (event.key !== 'Escape' && event.key !== 'Enter' && event.key !== 'ArrowDown')
              )
                return;
              if (event.key === 'Escape') setTyped('');
              focusList();
              event.preventDefault();
              event.stopPropagation();
            }}
          />
          {onReport !== undefined && (
            <span className="cases-list-acts">
              <Button keyHint="N" onClick={onReport}>
                新上报
              </Button>
            </span>
          )}
        </div>
        {result !== undefined && (
          <ActMessage
            result={result}
            onOpen={
              result.caseId === shownId
                ? undefined
                : () => {
                    onOpen(result.caseId);
                  }
            }
          />
        )}
        {open === undefined ? (
          <Skeleton label="正在读取事件" rows={10} rowHeight={isWide ? 34 : 48} />
        ) : (
          <CaseList
            label={current.label}
            rows={rows}
            isWide={isWide}
            currentId={shownId}
            onCurrentChange={move}
            onOpen={(row) => {
              rememberList(workstation, rows.map(rowIdOf));
              onOpen(row.id);
            }}
            heldCount={heldCount}
            onShowHeld={release}
            empty={empty}
          />
        )}
        <p className="cases-list-foot">
          {current.isReading === true
            ? '正在读'
            : typed === ''
              ? `共 ${String(current.rows.length)} 件，与列表一致`
              : `${String(found.length)} 件符合，${current.label}共 ${String(current.rows.length)} 件`}
          <span>
            {current.key === 'finished' ? `新近办结的在前，往回 ${String(FINISHED_LIMIT)} 件` : '先到期的在前'}
          </span>
        </p>
      </section>
      {showsPreview && (
        <aside className="cases-preview" aria-label="选中的事件">
          {shownId !== undefined && (
            <CasePane
              id={shownId}
              acting={acting}
              onDone={focusList}
              onShowOnMap={() => {
                onShowOnMap(shownId);
              }}
            />
          )}
        </aside>
      )}
    </div>
  );
}
