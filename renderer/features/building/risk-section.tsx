import type { JSX, ReactNode } from 'react';
import { openHazards } from '../../../shared/risk/risk-level.ts';
import type { RoomDocument } from '../../../shared/domain/room.ts';
import type { RoomStock } from '../../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';
import { Shape } from '../../ui/shape.tsx';
import type { ShapeName, Tone } from '../../ui/shape.tsx';

export interface RiskSectionProps {
  readonly room: RoomDocument;
  readonly row: RoomStock | undefined;
  readonly acts: ReactNode;
}

const LEVELS: Readonly<Record<string, { readonly words: string; readonly shape: ShapeName; readonly tone: Tone }>> = {
  red: { words: '红色风险', shape: 'diamond', tone: 'bad' },
  orange: { words: '橙色风险', shape: 'diamond', tone: 'bad' },
  yellow: { words: '黄色风险', shape: 'triangle', tone: 'warn' },
  green: { words: '绿色', shape: 'circle', tone: 'ok' },
};

/** 风险与检查: the level as the rules make it, what makes it, when somebody last looked. */
export function RiskSection({ room, row, acts }: RiskSectionProps): JSX.Element {
  const { catalogs } = useWorkstation();
  const rules = useLive(catalogs.riskRules)?.entries ?? [];
  const hazards = openHazards(room.hazards);
  const level = row === undefined ? undefined : LEVELS[row.risk];
  const nameOf = (code: string): string => rules.find((rule) => rule.code === code)?.label ?? code;
  return (
    <section className="building-section">
      <div className="building-section-head">
        <h3>风险与检查</h3>
        <span className="building-acts">{acts}</span>
      </div>
      {level === undefined ? (
        <p className="building-quiet">这类用途不评级。</p>
      ) : (
        <p className={`building-risk ui-tone-${level.tone}`}>
          <Shape name={level.shape} tone={level.tone} /> {level.words}
          {row !== undefined && row.riskWords !== '' && `：${row.riskWords}`}
        </p>
      )}
      {hazards.map(({ id, code, foundAt, foundBy, note }) => (
        <p key={id} className="building-hazard">
          {nameOf(code)}
          <span className="building-second">
            {shanghaiDay(Date.parse(foundAt))} {foundBy} 发现{note === undefined ? '' : `，${note}`}
          </span>
        </p>
      ))}
      <p className="building-quiet">
        {room.inspectedAt === undefined ? '没有检查过。' : `${shanghaiDay(Date.parse(room.inspectedAt))} 检查过。`}
      </p>
    </section>
  );
}
