import type { JSX } from 'react';
import type { HandedOver } from '../../data/handover/api.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

export interface HandedOverListProps {
  readonly outgoing: readonly HandedOver[];
  readonly isOnline: boolean;
  /** The centre answers and takes nothing: the banner says why. */
  readonly isHalted: boolean;
  readonly nowMs: number;
}

/** What I wrote of records that left my scope. To whom it went is not said: it is no longer mine to know. */
export function HandedOverList({ outgoing, isOnline, isHalted, nowMs }: HandedOverListProps): JSX.Element {
  const waits = !isOnline ? '等联网' : isHalted ? '暂停' : '正在交给现在的责任人';
  return (
    <Panel title="我交出去的" count={outgoing.length} note="资料不在你的范围了，写的没有丢">
      {outgoing.length === 0 ? (
        <EmptyState title="没有交出去的">离线时写的，若资料已归别人管，会自动交过去，在这里能查到。</EmptyState>
      ) : (
        <ol className="sync-lines" aria-label={`我交出去的 ${String(outgoing.length)} 条`}>
          {outgoing.map((one) => (
            <li key={one.id}>
              <div className="sync-line-open">
                <b>{one.title}</b>
                <span>{momentWords(one.writtenAt, nowMs)} 写</span>
              </div>
              {one.receiptAt === undefined ? (
                <StateMark kind="waiting" words={waits} />
              ) : (
                <StateMark kind="delivered" words={`已交给现在的责任人 ${momentWords(one.receiptAt, nowMs)}`} />
              )}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
