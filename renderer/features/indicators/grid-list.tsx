import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { Cohort } from '../../../shared/cases/indicators/book.ts';
import type { PartListAsked } from '../../data/indicators/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useHeld } from '../../records/use-held.ts';
import { DataCell, DataList, type DataListColumn } from '../../ui/data-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { Place } from './place.ts';
import type { GroupNames } from './use-words.ts';
import { countWords } from './words.ts';

export interface GridListProps {
  readonly label: string;
  readonly asked: PartListAsked;
  readonly names: GroupNames;
  readonly onMove: (change: Partial<Place>) => void;
}

interface GridRow {
  readonly code: string;
  readonly name: string;
  readonly reports: number;
}

const COLUMNS: readonly DataListColumn[] = [
  { key: 'name', head: '网格', width: 'minmax(0, 1fr)' },
  { key: 'reports', head: '巡查上报', width: '80px', isNumber: true },
];
/** Grids belong to no department, class or other source. */
const hasCoverage = ({ department, class: ofClass, channel = 'patrol' }: Cohort): boolean =>
  department === undefined && ofClass === undefined && channel === 'patrol';
const rowIdOf = ({ code }: GridRow): string => code;
const MANY = 100_000;

/** The grids behind a number of 区域覆盖率, with what patrols reported from each; opens that. */
export function GridList({ label, asked, names, onMove }: GridListProps): JSX.Element {
  const { indicators } = useWorkstation();
  const [current, setCurrent] = useState<string>();
  const { cohort, nowMs } = asked;
  const listed = useLive(useMemo(() => indicators.list({ ...asked, from: 0, count: MANY }), [indicators, asked]));
  const patrolled = useLive(
    useMemo(
      () =>
        indicators.groups({
          ...{ indicator: 'reported', by: 'grid', nowMs },
          cohorts: [{ ...cohort, when: 'reported', channel: 'patrol' }],
        }),
      [indicators, cohort, nowMs],
    ),
  );
  const rows = useMemo(() => {
    if (listed === undefined || patrolled === undefined) return undefined;
    const reports = new Map(patrolled.map(({ value, sums: [sum] }) => [value, sum?.denominator ?? 0]));
    return listed.rows.map(({ id }) => ({
      ...{ code: id, name: names.nameOf('grid', id), reports: reports.get(id) ?? 0 },
    }));
  }, [listed, patrolled, names]);
  // Those of the minute before stand until the next are here.
  const question = JSON.stringify([label, cohort]);
  const held = useHeld(useMemo(() => (rows === undefined ? undefined : { question, rows }), [question, rows]));
  if (held?.question !== question) return <Skeleton label="正在找出网格" />;
  return (
    <DataList
      label={label}
      unit="个"
      hasHead
      rows={held.rows}
      rowId={rowIdOf}
      rowName={({ name, reports }) => `${name}，巡查上报 ${countWords(reports)} 件`}
      renderRow={({ name, reports }) => (
        <>
          <DataCell title={name}>{name}</DataCell>
          <DataCell isNumber>{countWords(reports)}</DataCell>
        </>
      )}
      columns={COLUMNS}
      currentId={current}
      onCurrentChange={setCurrent}
      onOpen={({ code }) => {
        onMove({
          ...{ indicator: 'reported', part: 'denominator', look: 'list', group: undefined },
          ...{ area: code, channel: 'patrol', when: 'reported' },
        });
      }}
      empty={
        <EmptyState title={`${label}：0 个`}>
          {hasCoverage(cohort)
            ? '这段时间里没有这样的网格。'
            : '覆盖率只按期间和范围算：清除部门、大类和来源的条件再看。'}
        </EmptyState>
      }
    />
  );
}
