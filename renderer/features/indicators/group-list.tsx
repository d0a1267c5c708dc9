import { useState } from 'react';
import type { JSX } from 'react';
import { indicatorOf, type IndicatorKey } from '../../../shared/cases/indicators/all-indicators.ts';
import type { Grouping, Part, Sum } from '../../../shared/cases/indicators/book.ts';
import { DataCell, DataList, type DataListColumn } from '../../ui/data-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { NumberButton } from './number-button.tsx';
import { countWords, excludedOf, GROUPING_WORDS, numberOf, partWords, valueWords } from './words.ts';

export interface NamedGroup {
  readonly value: string;
  readonly name: string;
  readonly sum: Sum;
}

export interface GroupListProps {
  readonly indicator: IndicatorKey;
  readonly by: Grouping;
  readonly groups: readonly NamedGroup[];
  /** The part that Enter opens. */
  readonly part: Part;
  readonly onOpen: (value: string, part: Part) => void;
}

const rowIdOf = ({ value }: NamedGroup): string => value;
const column = (key: string, head: string, width: string): DataListColumn => ({ key, head, width, isNumber: true });

/** How a number is made up: areas, departments, classes, sources in the order of their codes. Never persons, never by who is best. */
export function GroupList({ indicator, by, groups, part, onOpen }: GroupListProps): JSX.Element {
  const [current, setCurrent] = useState<string>();
  const { kind, unit, name } = indicatorOf(indicator);
  const isShare = kind === 'share';
  const columns: readonly DataListColumn[] = [
    { key: 'name', head: GROUPING_WORDS[by], width: 'minmax(0, 1fr)' },
    ...(kind === 'count' ? [] : [column('value', isShare ? '比率' : '平均', isShare ? '60px' : '96px')]),
    ...(isShare ? [column('numerator', '分子', '54px')] : []),
    column('denominator', '分母', '54px'),
    ...(isShare ? [column('missed', '其余', '54px')] : []),
    column('excluded', '不计入', '54px'),
  ];
  const number = (group: NamedGroup, of: Part): JSX.Element => {
    const count = numberOf(group.sum, of);
    return (
      <DataCell isNumber>
        {(of !== 'excluded' || count > 0) && (
          <NumberButton
            count={count}
            name={`${group.name} ${partWords(indicator, of)} ${countWords(count)} ${unit}`}
            isOpen={false}
            tabIndex={-1}
            onOpen={() => {
              onOpen(group.value, of);
            }}
          />
        )}
      </DataCell>
    );
  };
  return (
    <DataList
      label={`${name}，按${GROUPING_WORDS[by]}`}
      unit="行"
      hasHead
      rows={groups}
      rowId={rowIdOf}
      rowName={({ name: called, sum }) =>
        `${called}，${valueWords(indicator, sum)}，分母 ${countWords(sum.denominator)}，不计入 ${countWords(excludedOf(sum))}`
      }
      renderRow={(group) => (
        <>
          <DataCell title={group.name}>{group.name}</DataCell>
          {kind !== 'count' && <DataCell isNumber>{valueWords(indicator, group.sum)}</DataCell>}
          {isShare && number(group, 'numerator')}
          {number(group, 'denominator')}
          {isShare && number(group, 'missed')}
          {number(group, 'excluded')}
        </>
      )}
      columns={columns}
      currentId={current}
      onCurrentChange={setCurrent}
      onOpen={({ value }) => {
        onOpen(value, part);
      }}
      empty={<EmptyState title="没有可分的">这段时间里没有计入的事件。</EmptyState>}
    />
  );
}
