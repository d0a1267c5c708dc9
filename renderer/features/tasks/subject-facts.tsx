import { useMemo } from 'react';
import type { JSX } from 'react';
import { CONDITION_NAMES } from '../../../shared/domain/component.ts';
import { maskPhone } from '../../../shared/domain/identifiers/mask.ts';
import { ROOM_USE_NAMES } from '../../../shared/domain/room.ts';
import type { StockKind, StockRow } from '../../../shared/stock/rows.ts';
import { ageOn } from '../../../shared/lib/calendar-day.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';

export interface SubjectFactsProps {
  readonly subject: string;
  readonly onReportAt: (point: readonly [number, number]) => void;
}

const SEX: Readonly<Record<string, string>> = { '1': '男', '2': '女' };
const ageOf = (birth: string, today: string): string => (birth === '' ? '' : `${String(ageOn(birth, today))} 岁`);

/** What one must know at the door, line by line; numbers are masked, the record has them on request. */
function linesOf(row: StockRow, today: string): readonly (readonly [string, string])[] {
  switch (row.kind) {
    case 'person':
      return [
        ['人', [SEX[row.sex] ?? '', ageOf(row.birth, today)].filter((part) => part !== '').join(' · ')],
        ['住', row.address],
        ['手机', row.phones.map(maskPhone).join('、')],
        ['上次见面', row.metOn],
      ];
    case 'room':
      return [
        ['地址', row.address],
        ['用途', ROOM_USE_NAMES[row.use]],
        ['住', row.headName === '' ? '' : `${row.headName}家 ${String(row.people)} 人，承租 ${String(row.tenants)} 人`],
        ['风险', row.riskWords],
      ];
    case 'enterprise':
      return [
        ['类别', row.placeKind],
        ['地址', row.address],
        ['联系人', [row.contact, ...row.phones.map(maskPhone)].filter((part) => part !== '').join(' ')],
        ['许可', row.licence === '' ? '' : `${row.licence} 至 ${row.licenceUntil}`],
        ['风险', row.riskWords],
      ];
    case 'component':
      return [
        ['类别', row.category],
        ['位置', row.address],
        ['状态', CONDITION_NAMES[row.condition]],
        ['养护', row.keeper],
      ];
    case 'ledgerEntry':
    case 'case':
      return [['地址', row.address]];
    case 'target':
      return [];
  }
}

const KINDS: readonly StockKind[] = ['person', 'room', 'enterprise', 'component', 'ledgerEntry'];

export function SubjectFacts({ subject, onReportAt }: SubjectFactsProps): JSX.Element | null {
  const { stock, catalogs, buildings, clock } = useWorkstation();
  const kind = KINDS.find((each) => subject.startsWith(`${each}:`));
  const row = useLive(
    useMemo(() => (kind === undefined ? undefined : stock.row(kind, subject)), [stock, kind, subject]),
  );
  const tags = useLive(catalogs.tags);
  const houses = useLive(buildings);
  if (row === undefined) return null;
  if (row === null) return <p className="tasks-quiet">这条档案不在本机，或已经移出你的范围。</p>;
  const today = shanghaiDay(clock.nowMs());
  const point =
    'point' in row && row.point !== null
      ? row.point
      : 'building' in row
        ? houses?.find(({ _id }) => _id === row.building)?.centroid
        : undefined;
  return (
    <section className="tasks-section">
      <dl className="tasks-facts">
        {linesOf(row, today)
          .filter(([, words]) => words !== '')
          .map(([label, words]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{words}</dd>
            </div>
          ))}
      </dl>
      {row.kind === 'person' && row.tags.length > 0 && (
        <p className="tasks-tags">
          {row.tags.map((code) => (
            <Chip key={code}>{tags?.find((tag) => tag.code === code)?.label ?? code}</Chip>
          ))}
        </p>
      )}
      {point !== undefined && (
        <Button
          kind="link"
          size="small"
          onClick={() => {
            onReportAt(point);
          }}
        >
          在此新上报
        </Button>
      )}
    </section>
  );
}
