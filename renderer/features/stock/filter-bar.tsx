import type { JSX, ReactNode, Ref } from 'react';
import type { Condition } from '../../../shared/stock/query.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Popover } from '../../ui/popover.tsx';
import { FilterField } from '../../records/filter-field.tsx';
import type { StockColumn } from './columns.tsx';
import { ConditionForm } from './condition-form.tsx';
import { conditionWords } from './conditions.ts';
import type { ListKind } from './list-kinds.ts';
import type { StockWords } from './stock-words.ts';

export interface FilterBarProps {
  readonly list: ListKind;
  readonly words: StockWords;
  readonly where: readonly Condition[];
  readonly typed: string;
  readonly onWhere: (where: readonly Condition[]) => void;
  /** What stands in the field; `isCommitted` is false while an input method composes. */
  readonly onTyped: (text: string, isCommitted: boolean) => void;
  readonly onClear: () => void;
  /** Absent without conditions. */
  readonly onSave: (() => void) | undefined;
  /** The row in hand; absent where there is none. */
  readonly onShowOnMap: (() => void) | undefined;
  /** Enter, ↓ or Esc in the field: back to the list. */
  readonly onLeave: () => void;
  readonly columns: readonly StockColumn[];
  readonly shown: readonly StockColumn[];
  readonly onColumns: (keys: readonly string[] | undefined) => void;
  readonly filterRef: Ref<HTMLInputElement>;
  readonly total: number | undefined;
  readonly tookMs: number | undefined;
  /** The column at the left, folded, where there is no room for it. */
  readonly facets: ReactNode;
}

export function FilterBar(props: FilterBarProps): JSX.Element {
  const { list, words, where, typed, onWhere, onTyped, onClear, onSave, onShowOnMap, onLeave, total, tookMs } = props;
  const { columns, shown, onColumns, filterRef, facets } = props;
  const isFiltered = where.length > 0 || typed !== '';
  return (
    <div className="stock-bar">
      {facets}
      <FilterField
        fieldRef={filterRef}
        className="stock-bar-text"
        placeholder={list.findBy}
        typed={typed}
        onTyped={onTyped}
        onLeave={onLeave}
      />
      <ul className="stock-chips" aria-label="当前条件">
        {where.map((condition, at) => {
          const said = conditionWords(list, condition, words);
          return (
            <li key={`${condition.field} ${condition.op} ${String(at)}`}>
              <Chip
                tone="primary"
                removeName={`去掉条件 ${said}`}
                onRemove={() => {
                  onWhere(where.filter((_, each) => each !== at));
                  onLeave();
                }}
              >
                {said}
              </Chip>
            </li>
          );
        })}
      </ul>
      <Popover label="加一个条件" button="＋ 条件" buttonClassName="ui-link">
        {(close) => (
          <ConditionForm
            key={list.key}
            list={list}
            words={words}
            onAdd={(condition) => {
              onWhere([...where, condition]);
              close();
            }}
          />
        )}
      </Popover>
      {onSave !== undefined && (
        <button type="button" className="ui-link" onClick={onSave}>
          存筛选
        </button>
      )}
      {isFiltered && (
        <button type="button" className="ui-link" onClick={onClear}>
          清除
        </button>
      )}
      <span className="stock-bar-end">
        {onShowOnMap !== undefined && (
          <button type="button" className="ui-link" onClick={onShowOnMap}>
            在地图上看
          </button>
        )}
        <Popover label="显示哪些列" button="列" buttonClassName="ui-link" align="right">
          {() => <ColumnChoice all={columns} shown={shown} onChange={onColumns} />}
        </Popover>
        <span role="status" className="stock-bar-total">
          {total !== undefined && (
            <b>
              {total.toLocaleString('zh-CN')} {list.unit}
            </b>
          )}
          {tookMs !== undefined && <span aria-hidden="true">{Math.max(1, Math.round(tookMs))} 毫秒</span>}
        </span>
      </span>
    </div>
  );
}

interface ColumnChoiceProps {
  readonly all: readonly StockColumn[];
  readonly shown: readonly StockColumn[];
  readonly onChange: (keys: readonly string[] | undefined) => void;
}

function ColumnChoice({ all, shown, onChange }: ColumnChoiceProps): JSX.Element {
  const [first, ...others] = all;
  const keys = shown.map(({ key }) => key);
  return (
    <>
      {first !== undefined && <Checkbox label={first.label} checked disabled onChange={() => undefined} />}
      {others.map(({ key, label }) => (
        <Checkbox
          key={key}
          label={label}
          checked={keys.includes(key)}
          onChange={(isOn) => {
            onChange(isOn ? [...keys, key] : keys.filter((each) => each !== key));
          }}
        />
      ))}
      <button
        type="button"
        className="ui-link"
        onClick={() => {
          onChange(undefined);
        }}
      >
        恢复原来的列和列宽
      </button>
    </>
  );
}
