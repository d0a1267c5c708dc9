import type { JSX } from 'react';
import type { WriteRow } from '../../data/api.ts';
import { hourMinuteSecond, momentWords } from '../../lib/shanghai-time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Shape } from '../../ui/shape.tsx';

export interface ReceiptListProps {
  readonly receipts: readonly WriteRow[];
  readonly nowMs: number;
  readonly onOpenSubject: (id: string) => void;
}

/** 第 3 版: the number before the dash of the revision the receipt is for. */
const revisionWords = (rev: string | undefined): string => {
  const generation = rev?.split('-')[0];
  return generation === undefined || !/^\d+$/.test(generation) ? '' : `第 ${generation} 版`;
};

export function ReceiptList({ receipts, nowMs, onOpenSubject }: ReceiptListProps): JSX.Element {
  if (receipts.length === 0) return <EmptyState title="还没有回执">中心确认收到的会记在这里。</EmptyState>;
  return (
    <ol className="sync-receipts" aria-label={`回执 ${String(receipts.length)} 条`}>
      {receipts.map((write) => {
        const at = write.receiptAt ?? write.writtenAt;
        return (
          <li key={write.id}>
            <time dateTime={at} title={momentWords(at, nowMs)}>
              {momentWords(at, nowMs).startsWith('今天') ? hourMinuteSecond(at) : momentWords(at, nowMs)}
            </time>
            <Shape name="check" tone="ok" />
            <button
              type="button"
              className="sync-line-open ui-cut"
              aria-label={`已送达 ${write.title}，打开`}
              onClick={() => {
                onOpenSubject(write.subject);
              }}
            >
              {write.title}
            </button>
            <span>{write.handover === undefined ? revisionWords(write.receiptRev) : '已交接'}</span>
          </li>
        );
      })}
    </ol>
  );
}
