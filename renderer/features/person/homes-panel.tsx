import type { JSX } from 'react';
import { OCCUPANCY_ROLE_NAMES } from '../../../shared/domain/person.ts';
import { shanghaiDayOf } from '../../../shared/lib/calendar-day.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { isStillComing } from '../../records/still-coming.ts';
import { Chip } from '../../ui/chip.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { OnAct } from './acts.ts';
import type { Home } from './use-person.ts';

export interface HomesPanelProps {
  readonly homes: readonly Home[];
  readonly onOpenRoom: (room: string) => void;
  readonly onAct: OnAct | undefined;
}

/** Where somebody lives and has lived: several at once are normal, one is counted. */
export function HomesPanel({ homes, onOpenRoom, onAct }: HomesPanelProps): JSX.Element {
  const isComing = isStillComing(useLive(useWorkstation().sync.status));
  return (
    <Panel
      title="住所"
      note="一人可有多处，各有角色与起止"
      className="person-homes"
      acts={
        onAct !== undefined && (
          <button
            type="button"
            className="ui-link"
            onClick={() => {
              onAct({ kind: 'move' });
            }}
          >
            登记迁移
          </button>
        )
      }
    >
      {homes.length === 0 ? (
        <p className="person-quiet person-padded">{isComing ? '住所还没取到本机。' : '没有登记住所。'}</p>
      ) : (
        <ul>
          {homes.map(({ stay, address }) => {
            return (
              <li key={stay._id} className="person-home" data-over={stay.until !== undefined || undefined}>
                {address === '' ? (
                  <span className="person-quiet">住所在别的网格，不在你的范围内</span>
                ) : (
                  <button
                    type="button"
                    className="ui-link ui-cut"
                    onClick={() => {
                      onOpenRoom(stay.room);
                    }}
                  >
                    {address}
                    {stay.note !== undefined && `（${stay.note}）`}
                  </button>
                )}
                <span>
                  {OCCUPANCY_ROLE_NAMES[stay.role]}
                  {stay.counted && stay.until === undefined && homes.length > 1 && <Chip>计入人口</Chip>}
                </span>
                <span>
                  {stay.since} 至{stay.until === undefined ? '今' : ` ${stay.until}`}
                </span>
                <span className="person-quiet">
                  {stay.provenance.source} {shanghaiDayOf(stay.provenance.verifiedAt ?? stay.provenance.createdAt)}
                  {onAct !== undefined && !stay.counted && stay.until === undefined && (
                    <button
                      type="button"
                      className="ui-link"
                      onClick={() => {
                        onAct({ kind: 'endStay', stay: stay._id });
                      }}
                    >
                      搬离
                    </button>
                  )}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
