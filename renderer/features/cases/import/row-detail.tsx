import { useCallback, useMemo, useRef, useState } from 'react';
import type { JSX, ReactNode } from 'react';
import type { SortedRow } from '../../../../shared/cases/intake/sort-in.ts';
import { isRough } from '../../../../shared/cases/rough-place.ts';
import type { BuildingDocument } from '../../../../shared/domain/building.ts';
import { categoryKeyText, type CategoryEntry } from '../../../../shared/domain/catalog.ts';
import type { CaseRow } from '../../../data/api.ts';
import { CHANNEL_NAMES } from '../../../lib/case-words.ts';
import { categorySearch, type CategorySearch } from '../../../lib/category-search.ts';
import { momentWords } from '../../../lib/shanghai-time.ts';
import { BuildingField } from '../../../records/building-field.tsx';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { Shape } from '../../../ui/shape.tsx';
import { candidateWords, type Decision } from './import-plan.ts';
import type { SortedSheet } from './sort-sheet.ts';

export interface RowDetailProps {
  readonly row: SortedRow;
  readonly sorted: SortedSheet;
  readonly decision: Decision | undefined;
  readonly open: ReadonlyMap<string, CaseRow>;
  readonly categories: readonly CategoryEntry[];
  readonly nowMs: number;
  readonly onDecide: (decision: Decision | undefined) => void;
  readonly onCategory: (entry: CategoryEntry) => void;
  readonly onBuilding: (building: BuildingDocument) => void;
  readonly onOpenCase: (id: string) => void;
}

const NO_RECENT = [] as const;

function CategoryFix({
  row,
  categories,
  onCategory,
}: Pick<RowDetailProps, 'row' | 'categories' | 'onCategory'>): JSX.Element {
  const matters = useMemo(() => categories.filter(({ kind }) => kind === 'matter'), [categories]);
  const index = useRef<Promise<CategorySearch>>(undefined);
  const search = useCallback(
    async (typed: string) => {
      index.current ??= categorySearch(matters);
      return (await index.current).find(typed);
    },
    [matters],
  );
  const { category } = row.arrival;
  return (
    <Combobox<CategoryEntry>
      label="类别"
      value={category && matters.find((entry) => categoryKeyText(entry) === categoryKeyText(category))}
      onChange={onCategory}
      search={search}
      source={matters}
      recent={NO_RECENT}
      itemId={categoryKeyText}
      itemText={({ name }) => name}
      itemNote={({ code, className }) => `${code} · ${className}`}
      placeholder="拼音首字母，如 blj"
      hint={row.categoryWords === '' ? undefined : `文件里叫“${row.categoryWords}”的都按这个，下次也记得。`}
    />
  );
}

function replyWords({ arrival, faults }: SortedRow, nowMs: number): string {
  if (arrival.replyBy !== undefined) return `${momentWords(arrival.replyBy, nowMs)} 前`;
  return faults.some(({ about }) => about === 'replyBy') ? '写的不是日期' : '没写期限';
}

/** Where a row is, in words, and how well that is known. */
function placeWords({ arrival }: SortedRow): string {
  if (arrival.point === undefined) return '没有定位';
  if (arrival.located?.building !== undefined) return '按地址找到了楼';
  const metres = arrival.located?.accuracyMetres;
  if (metres === undefined) return '文件里的经纬度';
  return isRough({ accuracyMetres: metres })
    ? `只到小区或社区，可能差 ${String(metres)} 米；收了在“未定位”里`
    : `按小区定位，误差 ${String(metres)} 米内`;
}

function Likely(props: RowDetailProps): JSX.Element | null {
  const { row, sorted, decision, open, nowMs, onDecide, onOpenCase } = props;
  if (row.fate.kind !== 'ready' || row.fate.likely.length === 0) return null;
  return (
    <section className="import-likely" aria-label="可能是同一件">
      <h3>
        <Shape name="swap" tone="violet" /> 可能是同一件
      </h3>
      <ul>
        {row.fate.likely.slice(0, 3).map(({ id, likeness }) => {
          const isChosen = decision?.kind === 'into' && decision.id === id;
          const other = open.get(id);
          return (
            <li key={id}>
              <p>
                <b>{candidateWords(id, sorted, open)}</b>
                {likeness.metres} 米{other !== undefined && ` · ${momentWords(other.reportedAt, nowMs)}`}
                <span>
                  {likeness.reasons
                    .filter(({ about }) => about !== 'distance' && about !== 'time')
                    .map(({ words }) => words)
                    .join('；')}
                </span>
              </p>
              <Button
                size="small"
                kind={isChosen ? 'primary' : 'normal'}
                aria-pressed={isChosen}
                onClick={() => {
                  onDecide(isChosen ? undefined : { kind: 'into', id });
                }}
              >
                {isChosen ? '收下后并到这件' : '并到这件'}
              </Button>
              {other !== undefined && (
                <Button
                  size="small"
                  onClick={() => {
                    onOpenCase(id);
                  }}
                >
                  打开看看
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** One row of the file: what is wrong with it and what mends it here, what it may be the same as, and what it says. */
export function RowDetail(props: RowDetailProps): JSX.Element {
  const { row, decision, nowMs, onDecide, onBuilding, sorted, onOpenCase } = props;
  const { arrival, fate } = row;
  const [building, setBuilding] = useState<BuildingDocument>();
  const lacks = (about: string): boolean => fate.kind === 'waits' && fate.faults.some((fault) => fault.about === about);
  const isOff = fate.kind === 'ready' && isRough(fate.finding.place);
  const known = fate.kind === 'again' ? fate.caseId : undefined;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['渠道', `${CHANNEL_NAMES[arrival.channel]}${arrival.via === undefined ? '' : `（${arrival.via}）`}`],
    ['编号', arrival.channelNumber === '' ? '没有' : arrival.channelNumber],
    ['类别', arrival.category?.name ?? (row.categoryWords === '' ? '没有' : `“${row.categoryWords}”`)],
    ['地址', arrival.address === '' ? '没有' : arrival.address],
    ['定位', placeWords(row)],
    ['受理', sorted.columns.has('at') ? momentWords(arrival.at, nowMs) : '文件里没有，按现在算'],
    ['答复', replyWords(row, nowMs)],
    ...(arrival.isAnonymous ? [['来人', '匿名'] as const] : []),
  ];
  return (
    <div className="import-detail">
      {fate.kind === 'waits' && (
        <ul className="import-faults" aria-label="要补什么">
          {fate.faults.map(({ what, next }) => (
            <li key={what}>
              <Shape name="triangle" tone="warn" />
              <p>
                <b>{what}</b>
                {next}
              </p>
            </li>
          ))}
        </ul>
      )}
      {fate.kind === 'again' && known !== undefined && (
        <p>
          这个编号以前收过，不会再收一次。
          <button
            type="button"
            className="ui-link"
            onClick={() => {
              onOpenCase(known);
            }}
          >
            打开那一件
          </button>
        </p>
      )}
      {fate.kind === 'repeated' && <p>和第 {fate.firstLine} 行是同一件，只收一次。</p>}
      {lacks('category') && <CategoryFix {...props} />}
      {(lacks('place') || isOff) && (
        <BuildingField
          label="位置"
          value={building}
          onChange={(chosen) => {
            setBuilding(chosen);
            onBuilding(chosen);
          }}
        />
      )}
      <Likely {...props} />
      {fate.kind === 'ready' && (
        <div className="import-leave">
          {decision?.kind === 'leave' ? (
            <>
              <span>这行这次不收，会列在“没有收的”里。</span>
              <Button
                size="small"
                onClick={() => {
                  onDecide(undefined);
                }}
              >
                还是收
              </Button>
            </>
          ) : (
            <Button
              size="small"
              keyHint="X"
              onClick={() => {
                onDecide({ kind: 'leave' });
              }}
            >
              这次不收
            </Button>
          )}
        </div>
      )}
      <section aria-label="原文">
        <h3>诉求原文</h3>
        <p className="import-words">{arrival.words === '' ? '没有' : arrival.words}</p>
      </section>
      <dl className="import-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
