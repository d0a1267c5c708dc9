import type { JSX } from 'react';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { refusalWords } from '../../records/refusal-words.ts';
import { Panel } from '../../ui/panel.tsx';
import { Shape } from '../../ui/shape.tsx';

/** What the server did not take and I must mend. Not there when there is nothing. */
export function RefusedBox({ onOpen }: { readonly onOpen: () => void }): JSX.Element | null {
  const { sync, clock } = useWorkstation();
  const refused = useLive(sync.refused) ?? [];
  const now = useNow(clock.nowMs);
  if (refused.length === 0) return null;
  return (
    <Panel
      title="退回箱"
      count={refused.length}
      edge="bad"
      padded
      icon={<Shape name="arrowBack" tone="bad" size={14} />}
      acts={
        <button type="button" className="ui-link" onClick={onOpen}>
          处理
        </button>
      }
    >
      <ul className="desk-refused">
        {refused.slice(0, 3).map((write) => (
          <li key={write.id}>
            <b>{write.title}</b>
            <p>退回原因：{refusalWords(write)}</p>
            <p className="desk-quiet">{momentWords(write.refusedAt, now)} 退回 · 后面的都不受影响</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
