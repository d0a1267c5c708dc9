import { useMemo } from 'react';
import type { JSX } from 'react';
import type { CaseRow } from '../../data/api.ts';
import { useStateWords } from '../../data/rules-now.ts';
import { OPEN_STATES } from '../../../shared/cases/queues.ts';
import { IconFilter } from '../../ui/icons.tsx';
import { Select } from '../../ui/select.tsx';
import { categoriesIn, DAY_CHOICES, EVERYTHING, isNarrowed, type CaseFilter } from './filter-cases.ts';

export interface FilterBarProps {
  readonly filter: CaseFilter;
  readonly onFilter: (filter: CaseFilter) => void;
  readonly open: readonly CaseRow[];
  readonly shown: number;
  readonly onOpenQueue: (queue: string) => void;
}

const ALL = 'all';

export function FilterBar({ filter, onFilter, open, shown, onOpenQueue }: FilterBarProps): JSX.Element {
  const categories = useMemo(() => categoriesIn(open), [open]);
  const stateWords = useStateWords();
  return (
    <div className="map-page-filter" role="group" aria-label="筛选未结事件">
      <IconFilter />
      <span>
        未结事件 <b>{shown.toLocaleString('zh-CN')}</b>
      </span>
      <Select
        label="类别"
        labelHidden
        size="small"
        value={filter.category ?? ALL}
        options={[
          { value: ALL, label: '类别：全部' },
          ...categories.map(([name, count]) => ({ value: name, label: `${name} ${String(count)}` })),
        ]}
        onChange={(value) => {
          onFilter({ ...filter, category: value === ALL ? undefined : value });
        }}
      />
      <Select
        label="阶段"
        labelHidden
        size="small"
        value={filter.state ?? ALL}
        options={[
          { value: ALL, label: '阶段：全部' },
          ...OPEN_STATES.map((state) => ({ value: state, label: stateWords[state] })),
        ]}
        onChange={(value) => {
          onFilter({ ...filter, state: OPEN_STATES.find((state) => state === value) });
        }}
      />
      <Select
        label="上报时间"
        labelHidden
        size="small"
        value={filter.days === undefined ? ALL : String(filter.days)}
        options={[
          { value: ALL, label: '时间：全部' },
          ...DAY_CHOICES.map((days) => ({ value: String(days), label: `近 ${String(days)} 天` })),
        ]}
        onChange={(value) => {
          onFilter({ ...filter, days: value === ALL ? undefined : Number(value) });
        }}
      />
      {isNarrowed(filter) && (
        <button
          type="button"
          className="ui-link"
          onClick={() => {
            onFilter(EVERYTHING);
          }}
        >
          清除
        </button>
      )}
      <button
        type="button"
        className="ui-link"
        onClick={() => {
          onOpenQueue(filter.state ?? ALL);
        }}
      >
        看列表
      </button>
    </div>
  );
}
