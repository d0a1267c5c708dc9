import { useMemo, useRef, useState } from 'react';
import type { JSX, KeyboardEvent } from 'react';
import { FIELD_NAMES } from '../../../../shared/cases/intake/columns.ts';
import type { Amendment, SortedRow } from '../../../../shared/cases/intake/sort-in.ts';
import { categoryKeyText } from '../../../../shared/domain/catalog.ts';
import { CHANNELS } from '../../../../shared/domain/case.ts';
import type { Post } from '../../../../shared/domain/staff.ts';
import { isoAt } from '../../../../shared/lib/clock.ts';
import { useLive, useWorkstation } from '../../../data/hooks.ts';
import { CHANNEL_NAMES } from '../../../lib/case-words.ts';
import { briefMoment } from '../../../lib/shanghai-time.ts';
import { useNow } from '../../../lib/use-now.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { DataCell, DataList, type DataListColumn } from '../../../ui/data-list.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { PageBody } from '../../../ui/frame/page-head.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Select } from '../../../ui/select.tsx';
import { Shape, type ShapeName, type Tone } from '../../../ui/shape.tsx';
import { useShortcuts } from '../../../ui/shortcuts.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { ColumnDialog } from './column-dialog.tsx';
import {
  IMPORT_TABS,
  importPlan,
  itemName,
  tabCounts,
  tabsOf,
  type Decision,
  type Decisions,
  type ImportTab,
} from './import-plan.ts';
import type { KeptImport } from './kept-import.ts';
import { RowDetail } from './row-detail.tsx';
import { MOST_ROWS, type SortedSheet } from './sort-sheet.ts';
import type { Import } from './use-import.ts';

export interface ImportPreviewProps {
  readonly file: string;
  readonly sorted: SortedSheet;
  readonly work: Import;
  readonly post: Post;
  readonly decisions: Decisions;
  readonly onDecisions: (decisions: Decisions) => void;
  readonly onAmend: (line: number, amendment: Amendment) => void;
  /** Done when it is begun, or was not and that is said. */
  readonly onStart: (kept: KeptImport) => Promise<void>;
  readonly onOther: () => void;
  readonly onOpenCase: (id: string) => void;
}

const CHANNEL_OPTIONS = CHANNELS.filter((channel) => channel !== 'patrol').map((channel) => ({
  value: channel,
  label: CHANNEL_NAMES[channel],
}));
const CRS_OPTIONS = [
  { value: 'WGS84', label: 'WGS84（GPS）' },
  { value: 'CGCS2000', label: 'CGCS2000' },
  { value: 'GCJ02', label: '高德、腾讯' },
  { value: 'BD09', label: '百度' },
] as const;

const COLUMNS: readonly DataListColumn[] = [
  { key: 'line', head: '行', width: '52px', isNumber: true },
  { key: 'number', head: '编号', width: '164px' },
  { key: 'category', head: '类别', width: 'minmax(84px, 0.8fr)' },
  { key: 'address', head: '地址', width: 'minmax(120px, 1.4fr)' },
  { key: 'replyBy', head: '答复期限', width: '88px' },
  { key: 'fate', head: '收不收', width: 'minmax(150px, 1.4fr)' },
];

const TAB_LABELS: Readonly<Record<ImportTab, string>> = {
  all: '全部',
  ready: '可以收',
  likely: '可能重复',
  waits: '要补',
  again: '已有',
  left: '不收',
};

interface FateLook {
  readonly shape: ShapeName;
  readonly tone: Tone;
  readonly words: string;
}

function lookOf(row: SortedRow, decision: Decision | undefined): FateLook {
  switch (row.fate.kind) {
    case 'ready':
      if (decision?.kind === 'leave') return { shape: 'offline', tone: 'paused', words: '这次不收' };
      if (decision?.kind === 'into') return { shape: 'swap', tone: 'violet', words: '收下并到另一件' };
      return row.fate.likely.length > 0
        ? { shape: 'swap', tone: 'violet', words: `可以收，可能和 ${String(row.fate.likely.length)} 件重复` }
        : { shape: 'check', tone: 'ok', words: '可以收' };
    case 'waits':
      return { shape: 'triangle', tone: 'warn', words: row.fate.faults[0]?.what ?? '要补' };
    case 'again':
      return { shape: 'ring', tone: 'plain', words: '以前收过' };
    case 'repeated':
      return { shape: 'ring', tone: 'plain', words: `同第 ${String(row.fate.firstLine)} 行` };
  }
}

const rowId = (row: SortedRow): string => String(row.line);

/** The file as it would be taken in, row by row, before anything is written. */
export function ImportPreview(props: ImportPreviewProps): JSX.Element {
  const { file, sorted, work, post, decisions, onDecisions, onAmend, onStart, onOther, onOpenCase } = props;
  const workstation = useWorkstation();
  const { cases, catalogs, clock } = workstation;
  const rows = useLive(cases.open);
  const categories = useLive(catalogs.categories) ?? [];
  const isWhole = useLive(workstation.sync.status)?.firstPull.done !== false;
  const now = useNow(clock.nowMs, 60_000);
  const open = useMemo(() => new Map((rows ?? []).map((row) => [row.id, row])), [rows]);
  const [tab, setTab] = useState<ImportTab>('all');
  const [currentId, setCurrentId] = useState<string>();
  const [isAssigning, setAssigning] = useState(false);
  const isStarted = useRef(false);

  const counts = useMemo(() => tabCounts(sorted.rows, decisions), [sorted, decisions]);
  const shownTab = counts[tab] > 0 ? tab : 'all';
  const shown = useMemo(
    () => sorted.rows.filter((row) => tabsOf(row, decisions).includes(shownTab)),
    [sorted, decisions, shownTab],
  );
  const current = shown.find((row) => rowId(row) === currentId) ?? shown[0];
  const decide = (row: SortedRow, decision: Decision | undefined): void => {
    const next = new Map(decisions);
    if (decision === undefined) next.delete(row.line);
    else next.set(row.line, decision);
    onDecisions(next);
  };
  const isTooLong = sorted.rows.length > MOST_ROWS;
  const canStart = counts.ready > 0 && !isTooLong;
  const start = (): void => {
    if (!canStart || isStarted.current) return;
    isStarted.current = true;
    const given = { id: crypto.randomUUID(), file, at: isoAt(clock.nowMs()), post };
    void onStart(importPlan(sorted, decisions, rows ?? [], given)).finally(() => {
      isStarted.current = false;
    });
  };
  useShortcuts([{ keys: 'Ctrl+Enter', label: '收下', group: '导入', inStatusBar: true, run: start }]);

  const onRowKey = (event: KeyboardEvent, row: SortedRow): boolean => {
    if (event.key.toLowerCase() !== 'x' || event.ctrlKey || row.fate.kind !== 'ready') return false;
    decide(row, decisions.get(row.line)?.kind === 'leave' ? undefined : { kind: 'leave' });
    return true;
  };
  const dropped = sorted.head.headings.filter(
    (heading, at) => heading !== '' && ![...sorted.columns.values()].includes(at),
  );
  const missing = (['number', 'words', 'category', 'address'] as const).filter(
    (field) => !sorted.columns.has(field) && !(field === 'words' && sorted.columns.has('title')),
  );
  const [unknown] = sorted.unknownCategories;

  return (
    <>
      <div className="import-bar">
        <Select
          label="没写渠道的算"
          size="small"
          value={work.channel}
          options={CHANNEL_OPTIONS}
          onChange={work.setChannel}
        />
        {sorted.columns.has('lon') && (
          <Select label="经纬度是哪种" size="small" value={work.crs} options={CRS_OPTIONS} onChange={work.setCrs} />
        )}
        <p className="import-bar-words">
          认出 {sorted.columns.size} 列
          {dropped.length > 0 && `，不收的列：${dropped.slice(0, 6).join('、')}${dropped.length > 6 ? ' 等' : ''}`}
          <button
            type="button"
            className="ui-link"
            onClick={() => {
              setAssigning(true);
            }}
          >
            改列
          </button>
        </p>
      </div>
      {missing.length > 0 && (
        <Banner kind="warn">
          没认出哪一列是{missing.map((field) => FIELD_NAMES[field]).join('、')}。按“改列”指一下，下次就记得。
        </Banner>
      )}
      {unknown !== undefined && (
        <Banner kind="warn">
          有 {sorted.unknownCategories.length} 种类别的叫法对不上目录，如“{unknown.words}”（{unknown.count}{' '}
          行）。选中一行，在右边对一次，同样叫法的都跟着对上。
        </Banner>
      )}
      {!isWhole && (
        <Banner kind="warn">本机的事件还没取齐，可能重复的会认不全；同一编号不会收成两件，等取齐再收更稳妥。</Banner>
      )}
      <PageBody columns="minmax(0, 1fr) var(--size-preview-pane)">
        <Panel
          title={
            <Tabs
              label="看哪些行"
              current={shownTab}
              onChange={setTab}
              tabs={IMPORT_TABS.filter((key) => key === 'all' || counts[key] > 0).map((key) => ({
                key,
                label: TAB_LABELS[key],
                count: counts[key],
              }))}
            />
          }
          foot={
            <>
              <p>
                {sorted.rows.length.toLocaleString('zh-CN')} 行：可以收 {counts.ready}，要补 {counts.waits}，已有{' '}
                {counts.again}
                {counts.left > 0 && `，不收 ${String(counts.left)}`}
                {sorted.blank > 0 && `；另有 ${String(sorted.blank)} 行是空的`}
              </p>
              <span className="import-foot-acts">
                <Button onClick={onOther}>换个文件</Button>
                <Button kind="primary" keyHint="Ctrl Enter" disabled={!canStart} onClick={start}>
                  收下 {counts.ready.toLocaleString('zh-CN')} 件
                </Button>
              </span>
            </>
          }
        >
          {isTooLong && (
            <p className="ui-field-error" role="alert">
              这个文件有 {sorted.rows.length.toLocaleString('zh-CN')} 行，一次最多 10,000 行。分成几个文件再导入。
            </p>
          )}
          <DataList
            label="文件里的行"
            unit="行"
            hasHead
            autoFocus
            rows={shown}
            rowId={rowId}
            rowName={(row) =>
              `第 ${String(row.line)} 行，${itemName(row)}，${lookOf(row, decisions.get(row.line)).words}`
            }
            renderRow={(row) => {
              const look = lookOf(row, decisions.get(row.line));
              const { arrival } = row;
              return (
                <>
                  <DataCell isNumber>{row.line}</DataCell>
                  <DataCell className="ui-code" title={arrival.channelNumber}>
                    {arrival.channelNumber}
                  </DataCell>
                  <DataCell title={row.categoryWords}>{arrival.category?.name ?? row.categoryWords}</DataCell>
                  <DataCell title={arrival.address}>{arrival.address}</DataCell>
                  <DataCell>{arrival.replyBy === undefined ? '' : briefMoment(arrival.replyBy, now)}</DataCell>
                  <DataCell title={look.words} className={`import-fate ui-tone-${look.tone}`}>
                    <Shape name={look.shape} tone={look.tone} /> {look.words}
                  </DataCell>
                </>
              );
            }}
            columns={COLUMNS}
            currentId={current === undefined ? undefined : rowId(current)}
            onCurrentChange={setCurrentId}
            onRowKey={onRowKey}
            empty={<EmptyState title="这张表里没有来件">表头下面没有写着东西的行。</EmptyState>}
          />
        </Panel>
        {current !== undefined && (
          <Panel
            title={`第 ${String(current.line)} 行`}
            note={lookOf(current, decisions.get(current.line)).words}
            padded
          >
            <RowDetail
              key={current.line}
              row={current}
              sorted={sorted}
              decision={decisions.get(current.line)}
              open={open}
              categories={categories}
              nowMs={now}
              onDecide={(decision) => {
                decide(current, decision);
              }}
              onCategory={(entry) => {
                const { standard, kind, code, name } = entry;
                if (current.categoryWords === '') onAmend(current.line, { category: { standard, kind, code, name } });
                else work.assignCategory(current.categoryWords, categoryKeyText(entry));
              }}
              onBuilding={(building) => {
                onAmend(current.line, {
                  point: building.centroid,
                  located: { source: 'building', building: building._id },
                });
              }}
              onOpenCase={onOpenCase}
            />
          </Panel>
        )}
      </PageBody>
      {isAssigning && (
        <ColumnDialog
          sorted={sorted}
          onAssign={work.assignColumns}
          onClose={() => {
            setAssigning(false);
          }}
        />
      )}
    </>
  );
}
