import { useCallback, useState } from 'react';
import type { JSX } from 'react';
import { ROLE_NAMES } from '../../../shared/domain/roles.ts';
import type { PartListAsked } from '../../data/indicators/api.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { useRulesNow } from '../../data/rules-now.ts';
import { CHANNEL_NAMES, numberWords } from '../../lib/case-words.ts';
import { leftWords } from '../../lib/deadline-words.ts';
import { briefMoment } from '../../lib/shanghai-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { Chip } from '../../ui/chip.tsx';
import { DataCell } from '../../ui/data-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { WindowList, type ListPlace } from '../../ui/window-list.tsx';
import type { WindowListColumn } from '../../ui/window-list-head.tsx';
import { usePartList, type PartRow } from './use-part-list.ts';
import { EXCLUSION_WORDS } from './words.ts';

export interface PartListProps {
  /** 按期处置率 未处置或超期 */
  readonly label: string;
  readonly unit: string;
  readonly asked: PartListAsked;
  readonly onOpenCase: (id: string) => void;
}

const COLUMNS: readonly WindowListColumn[] = [
  { key: 'what', head: '事件', name: '事件', width: 'minmax(0, 1fr)' },
  { key: 'state', head: '阶段', name: '阶段', width: '128px' },
];
const rowIdOf = ({ id, entry = '' }: PartRow): string => `${id} ${entry}`;

/** The cases behind a number, or each act where acts are counted: as many as the number says. */
export function PartList({ label, unit, asked, onOpenCase }: PartListProps): JSX.Element {
  const { clock } = useWorkstation();
  const now = useNow(clock.nowMs, 60_000);
  const rules = useRulesNow();
  const { total, rowAt, onWindow } = usePartList(asked);
  const [place, setPlace] = useState<ListPlace>();

  const aside = useCallback(
    ({ row, why, by, ms }: PartRow): readonly [string, string] => {
      const state = rules.states[row.state];
      if (why !== undefined)
        return [EXCLUSION_WORDS[why], by === undefined ? state : `${by.name} · ${ROLE_NAMES[by.post.role]}`];
      if (ms !== undefined)
        return [leftWords({ clock: asked.indicator === 'meanWork' ? 'work' : 'continuous' }, ms), state];
      return [state, ''];
    },
    [rules, asked.indicator],
  );
  const renderRow = useCallback(
    (one: PartRow): JSX.Element => {
      const { row } = one;
      const [first, second] = aside(one);
      const number = numberWords(row.number === '' ? undefined : row.number);
      return (
        <>
          <DataCell title={`${row.category} ${row.description} ${row.address}`}>
            <span className="ui-list-title">{row.category}</span> {row.urgent && <Chip tone="bad">急</Chip>}
            {row.description !== '' && ` · ${row.description}`}
            <span className="ui-list-second">
              <span className="ui-code">{number}</span> · {CHANNEL_NAMES[row.channel]} ·{' '}
              {briefMoment(row.reportedAt, now)} · {row.address}
            </span>
          </DataCell>
          <DataCell title={`${first} ${second}`}>
            {first}
            <span className="ui-list-second">{second}</span>
          </DataCell>
        </>
      );
    },
    [aside, now],
  );
  if (total === undefined) return <Skeleton label="正在找出名单" rowHeight={48} />;
  return (
    <WindowList
      label={label}
      unit={unit}
      total={total}
      rowAt={rowAt}
      onWindow={onWindow}
      rowId={rowIdOf}
      rowName={(one) => [one.row.category, one.row.address, ...aside(one)].filter((part) => part !== '').join('，')}
      renderRow={renderRow}
      columns={COLUMNS}
      rowHeight={48}
      place={place}
      onPlace={setPlace}
      onOpen={({ id }) => {
        onOpenCase(id);
      }}
      openWords="打开事件"
      empty={
        <EmptyState title={`${label}：0 ${unit}`}>这段时间里没有这样的事件。换一段时间或放宽条件再看。</EmptyState>
      }
    />
  );
}
