import type { JSX } from 'react';
import type { WriteRow } from '../../data/api.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { IconCase, IconPerson } from '../../ui/icons.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

export interface WaitingListProps {
  readonly writes: readonly WriteRow[];
  readonly isOnline: boolean;
  /** The centre answers and takes nothing: the banner says why. */
  readonly isHalted: boolean;
  readonly nowMs: number;
  readonly onOpenSubject: (id: string) => void;
  /** Tries at once instead of at the next turn. */
  readonly onRetry: () => void;
}

/** What one act wrote stands in one line, with how many records it touched: as it was done, not as it travels. */
function byAct(
  writes: readonly WriteRow[],
): readonly { readonly write: WriteRow; readonly at: number; readonly count: number }[] {
  const lines = new Map<string, { readonly write: WriteRow; readonly at: number; readonly count: number }>();
  for (const [at, write] of writes.entries()) {
    const key = write.batch ?? write.id;
    const known = lines.get(key);
    // Of several the one that says why it waits.
    const says = known?.write.waiting === undefined && known?.write.tries === undefined ? write : known.write;
    lines.set(key, known === undefined ? { write, at, count: 1 } : { ...known, write: says, count: known.count + 1 });
  }
  return [...lines.values()];
}

/** What has no receipt yet: what it is, since when, and why it waits. */
export function WaitingList(props: WaitingListProps): JSX.Element {
  const { writes, isOnline, isHalted, nowMs, onOpenSubject, onRetry } = props;
  const isGoing = isOnline && !isHalted;
  const wordsOf = ({ waiting, tries = 0 }: WriteRow, at: number): string => {
    if (!isGoing) return isOnline ? '暂停' : '等联网';
    const turn = at === 0 ? '正在送' : `排第 ${String(at + 1)}`;
    const again = tries === 0 ? undefined : `第 ${String(tries)} 次重试`;
    return [waiting, again].filter(Boolean).join(' · ') || turn;
  };
  const lines = byAct(writes);
  if (writes.length === 0)
    return <EmptyState title="没有待送的文字">写下的都有答复了：送达的有回执，没接收的在退回箱。</EmptyState>;
  return (
    <ol className="sync-lines" aria-label={`待送 ${String(writes.length)} 条`}>
      {lines.map(({ write, at, count }) => (
        <li key={write.id}>
          {write.kind === 'entry' ? <IconCase size={16} /> : <IconPerson size={16} />}
          <button
            type="button"
            className="sync-line-open"
            onClick={() => {
              onOpenSubject(write.subject);
            }}
          >
            <b>{write.title}</b>
            <span>
              {momentWords(write.writtenAt, nowMs)} 存本机{count > 1 && ` · 动到 ${String(count)} 条记录`}
            </span>
          </button>
          <StateMark kind="waiting" words={wordsOf(write, at)} />
          {(write.waiting !== undefined || write.tries !== undefined) && isGoing && (
            <button type="button" className="ui-link" aria-label={`现在再送 ${write.title}`} onClick={onRetry}>
              现在再送
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}
