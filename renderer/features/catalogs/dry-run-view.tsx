import { useEffect, useMemo, useState } from 'react';
import type { JSX } from 'react';
import { GRADE_NAMES } from '../../../shared/cases/dispatch/dispatch-rules.ts';
import { dryRun, type DryRun, type Tried } from '../../../shared/cases/dispatch/dry-run.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { dispatchRuleEntry } from '../../../shared/domain/catalog.ts';
import { plusDays, plusMonths } from '../../../shared/lib/calendar-day.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { numberWords } from '../../lib/case-words.ts';
import { briefMoment } from '../../lib/shanghai-time.ts';
import { DataCell, DataList, type DataListColumn } from '../../ui/data-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import type { CategoryNames } from './cell-text.ts';
import { rowsOf, type Content } from './rows.ts';

type Times = 'month' | 'days';
/** Calendar days: from one until before the other. */
const timesOf = (today: string): Readonly<Record<Times, readonly [from: string, until: string]>> => {
  const first = `${today.slice(0, 8)}01`;
  return { month: [plusMonths(first, -1), first], days: [plusDays(today, -29), plusDays(today, 1)] };
};
const msOf = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

const PILES = [
  ['general', '一般，自动派'],
  ['template', '高频，按模板'],
  ['hard', '疑难，要联合'],
  ['none', '没有规则'],
  ['differs', '和实际不同'],
  ['spared', '可少退一次'],
] as const satisfies readonly (readonly [Exclude<keyof DryRun, 'all'>, string])[];
type Pile = (typeof PILES)[number][0];

const COLUMNS: readonly DataListColumn[] = [
  { key: 'number', head: '编号', width: '100px' },
  { key: 'category', head: '类别', width: 'minmax(88px, 0.9fr)' },
  { key: 'opened', head: '立案', width: '88px' },
  { key: 'would', head: '按规则', width: 'minmax(128px, 1.4fr)' },
  { key: 'did', head: '实际', width: 'minmax(96px, 1fr)' },
];
const idOf = ({ id }: Tried): string => id;

export interface DryRunViewProps {
  readonly content: Content;
  readonly names: CategoryNames;
  readonly partsOf: (template: string) => readonly string[] | undefined;
  readonly today: string;
  readonly onOpenCase: (id: string) => void;
}

/** What the rules on the screen, unpublished changes included, would have done with the cases of a time: counts, and the list behind each. Nothing is written. */
export function DryRunView({ content, names, partsOf, today, onOpenCase }: DryRunViewProps): JSX.Element {
  const { cases, rulebooks, clock } = useWorkstation();
  const [picked, setPicked] = useState<Times>();
  const [pile, setPile] = useState<Pile>('differs');
  const [currentId, setCurrentId] = useState<string>();
  const [documents, setDocuments] = useState<readonly CaseDocument[]>();

  // What was opened since the earlier of the two days was changed since: read once for both. A day more for clocks that were slow.
  const earliest = plusDays([timesOf(today).month[0], timesOf(today).days[0]].sort()[0] ?? today, -1);
  useEffect(() => {
    let isHere = true;
    void cases.changedSince(isoAt(msOf(earliest))).then((found) => {
      if (isHere) setDocuments(found);
    });
    return () => {
      isHere = false;
    };
  }, [cases, earliest]);

  const runs = useMemo(() => {
    if (documents === undefined) return undefined;
    const rows = rowsOf(content, 'entries').flatMap((row) => {
      const parsed = dispatchRuleEntry.safeParse(row);
      return parsed.success ? [parsed.data] : [];
    });
    const over = ([from, until]: readonly [string, string]): DryRun =>
      dryRun(documents, { rows, partsOf, rulebooks, fromMs: msOf(from), untilMs: msOf(until) });
    return { month: over(timesOf(today).month), days: over(timesOf(today).days) };
  }, [documents, content, partsOf, rulebooks, today]);
  const byId = useMemo(() => new Map((documents ?? []).map((one) => [one._id, one])), [documents]);

  if (runs === undefined) return <EmptyState title="正在读事件…">读完就按屏幕上的规则重算一遍。</EmptyState>;
  // Who has worked with it for less than a month sees what there is.
  const times = picked ?? (runs.month.all.length > 0 ? 'month' : 'days');
  const run = runs[times];
  const [from, until] = timesOf(today)[times];
  const departments = (keys: readonly string[]): string => keys.map((key) => names.get(key) ?? key).join('、');
  const wouldWords = ({ would, to }: Tried): string =>
    would === null ? '没有规则' : [GRADE_NAMES[would], departments(to)].filter((part) => part !== '').join(' · ');
  const share = (count: number): string =>
    run.all.length === 0 ? '' : `${String(Math.round((count / run.all.length) * 100))}%`;
  const now = clock.nowMs();
  return (
    <div className="catalogs-try">
      <div className="catalogs-tools catalogs-times">
        <RadioGroup
          label="哪段时间立案的"
          look="segmented"
          value={times}
          options={[
            { value: 'month', label: '上月' },
            { value: 'days', label: '近 30 天' },
          ]}
          onChange={setPicked}
        />
        <p className="catalogs-sum">
          {from} 至 {plusDays(until, -1)} 立案 <b>{run.all.length.toLocaleString('zh-CN')}</b>{' '}
          件，按屏幕上的规则（没发布的改动也算）重算。只看，不改事件。
        </p>
      </div>
      <div className="catalogs-piles" role="group" aria-label="试算结果">
        {PILES.map(([key, label]) => (
          <button
            key={key}
            type="button"
            className="catalogs-pile"
            aria-pressed={pile === key}
            onClick={() => {
              setPile(key);
              setCurrentId(undefined);
            }}
          >
            <span>{label}</span>
            <b>{run[key].length.toLocaleString('zh-CN')}</b>
            <small>{share(run[key].length)}</small>
          </button>
        ))}
      </div>
      <DataList
        label={PILES.find(([key]) => key === pile)?.[1] ?? ''}
        hasHead
        rows={run[pile]}
        rowId={idOf}
        rowName={(one) =>
          `${byId.get(one.id)?.finding.category.name ?? ''}，按规则 ${wouldWords(one)}，实际 ${departments(one.did)}`
        }
        columns={COLUMNS}
        renderRow={(one) => {
          const document = byId.get(one.id);
          return [
            <DataCell key="number">{numberWords(document?.number)}</DataCell>,
            <DataCell key="category" title={document?.finding.place.address}>
              {document?.finding.category.name}
            </DataCell>,
            <DataCell key="opened">{briefMoment(one.openedAt, now)}</DataCell>,
            <DataCell key="would" title={wouldWords(one)}>
              {wouldWords(one)}
            </DataCell>,
            <DataCell key="did" title={departments(one.did)}>
              {one.did.length === 0 ? '还没派' : departments(one.did)}
              {one.returned > 0 && ` · 退过 ${String(one.returned)} 次`}
            </DataCell>,
          ];
        }}
        currentId={currentId}
        onCurrentChange={setCurrentId}
        onOpen={({ id }) => {
          onOpenCase(id);
        }}
        empty={<EmptyState title="一件也没有">这段时间立案的事件里没有这样的。</EmptyState>}
      />
    </div>
  );
}
