import type { JSX, ReactNode, Ref } from 'react';
import { memo, useMemo } from 'react';
import type { Condition, ListQuery } from '../../../shared/stock/query.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { counted } from '../../lib/counted.ts';
import { useSame } from '../../lib/use-same.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Popover } from '../../ui/popover.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { FilterField } from '../../records/filter-field.tsx';
import { countingOf } from '../../records/use-list-window.ts';
import { useHeld } from '../../records/use-held.ts';
import { conditionWords, optionsOf, type ConditionField } from './conditions.ts';
import { GROUPS, ORDERS, type GroupBy, type Order } from './list-order.ts';

export interface ListHeadProps {
  readonly title: ReactNode;
  readonly isWide: boolean;
  readonly typed: string;
  /** What stands in the field; `isCommitted` is false while an input method composes. */
  readonly onTyped: (text: string, isCommitted: boolean) => void;
  /** Enter, ↓ or Esc in the field: back to the list. */
  readonly onLeave: () => void;
  readonly filterRef: Ref<HTMLInputElement>;
  readonly fields: readonly ConditionField[];
  readonly where: readonly Condition[];
  readonly onWhere: (where: readonly Condition[]) => void;
  readonly onSave: () => void;
  /** The list without its rows: what its conditions are counted over. */
  readonly query: ListQuery<'case'>;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly group: GroupBy;
  readonly onGroup: (group: GroupBy) => void;
  readonly view: 'list' | 'map';
  readonly onView: ((view: 'list' | 'map') => void) | undefined;
  readonly onReport: (() => void) | undefined;
}

export function ListHead(props: ListHeadProps): JSX.Element {
  const { title, isWide, typed, onTyped, onLeave, filterRef, fields, where, onWhere, onSave, query } = props;
  const { order, onOrder, group, onGroup, view, onView, onReport } = props;
  const onBoxes = useSame(onWhere);
  return (
    <>
      <div className="cases-list-head">
        {title}
        <FilterField
          fieldRef={filterRef}
          placeholder={isWide ? '编号、地点、类别拼音' : '编号、地点、…'}
          typed={typed}
          onTyped={onTyped}
          onLeave={onLeave}
        />
        <Popover label="加条件" button="＋ 条件" buttonClassName="ui-link">
          {() => <ConditionBoxes fields={fields} where={where} query={query} onWhere={onBoxes} />}
        </Popover>
        <Popover label="排序和分组" button="排序" buttonClassName="ui-link">
          {() => (
            <div className="cases-order">
              <Select
                label="排序"
                value={ORDERS.some(({ value }) => value === order.by) ? order.by : ''}
                placeholder="按列头"
                options={ORDERS}
                onChange={(by) => {
                  onOrder({ by, down: ORDERS.find(({ value }) => value === by)?.down ?? false });
                }}
              />
              <Select label="分组" value={group} options={GROUPS} onChange={onGroup} />
            </div>
          )}
        </Popover>
        <span className="cases-list-acts">
          {onView !== undefined && (
            <RadioGroup
              look="segmented"
              label="怎么看"
              value={view}
              options={[
                { value: 'list', label: '列表' },
                { value: 'map', label: '列表＋地图' },
              ]}
              onChange={onView}
            />
          )}
          {onReport !== undefined && view === 'list' && (
            <Button keyHint="N" onClick={onReport}>
              新上报
            </Button>
          )}
        </span>
      </div>
      {where.length > 0 && (
        <div className="cases-list-conditions">
          <ul aria-label="当前条件">
            {where.map((condition) => {
              const said = conditionWords(fields, condition);
              return (
                <li key={condition.field}>
                  <Chip
                    tone="primary"
                    removeName={`去掉条件 ${said}`}
                    onRemove={() => {
                      onWhere(where.filter((one) => one !== condition));
                      onLeave();
                    }}
                  >
                    {said}
                  </Chip>
                </li>
              );
            })}
          </ul>
          <button type="button" className="ui-link" onClick={onSave}>
            存筛选
          </button>
          <button
            type="button"
            className="ui-link"
            onClick={() => {
              onWhere([]);
              onLeave();
            }}
          >
            清除
          </button>
        </div>
      )}
    </>
  );
}

interface ConditionBoxesProps {
  readonly fields: readonly ConditionField[];
  readonly where: readonly Condition[];
  readonly query: ListQuery<'case'>;
  readonly onWhere: (where: readonly Condition[]) => void;
}

/** Boxes with counts, each without its own condition: what a click would give. Counted while somebody looks; there may be a hundred, so they are not drawn again with the list. */
const ConditionBoxes = memo(function ConditionBoxes({
  fields,
  where,
  query,
  onWhere,
}: ConditionBoxesProps): JSX.Element {
  const { stock } = useWorkstation();
  const names = useMemo(() => fields.map(({ field }) => field), [fields]);
  const answer = useHeld(useLive(useMemo(() => stock.list(countingOf(query, names)), [stock, query, names])));
  return (
    <div className="cases-conditions">
      {fields.map((field) => {
        const options = optionsOf(field, answer?.facets ?? {}, where);
        return (
          <section key={field.field} role="group" aria-label={field.name}>
            <h3>{field.name}</h3>
            {options.map(({ value, label, count, isOn, next }) => (
              <Checkbox
                key={value}
                label={label}
                checked={isOn}
                aside={counted(count)}
                onChange={() => {
                  onWhere(next);
                }}
              />
            ))}
          </section>
        );
      })}
    </div>
  );
});
