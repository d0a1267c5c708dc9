import type { JSX } from 'react';
import { countWords } from './queues.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

export interface EmptyListProps {
  /** 待派遣 */
  readonly queue: string;
  /** What it holds without any condition; not known yet while the stock is being read. */
  readonly count: number | undefined;
  /** What hides it, the map first: the part of it that is on the screen, then what was asked for. */
  readonly hiddenBy: 'map' | 'conditions' | null;
  /** What is on its way while this terminal is being filled; `null` once all is here. */
  readonly coming: string | null;
  readonly onLeaveMap: () => void;
  readonly onClear: () => void;
}

/** Says why a list of cases holds nothing, and what to do about it. */
export function EmptyList({ queue, count, hiddenBy, coming, onLeaveMap, onClear }: EmptyListProps): JSX.Element {
  if (hiddenBy === null) {
    return (
      <EmptyState title={`${queue}：没有事件`}>
        {coming === null ? '有新的会出现在这里。' : `${coming}，有了的会出现在这里。`}
      </EmptyState>
    );
  }
  const isMap = hiddenBy === 'map';
  return (
    <EmptyState
      kind="filtered"
      title={isMap ? '地图这一块里没有' : '按这些条件没有找到'}
      acts={
        <Button kind="primary" size="small" onClick={isMap ? onLeaveMap : onClear}>
          {isMap ? '不跟随地图范围' : '清除条件'}
        </Button>
      }
    >
      {isMap
        ? '列表只列地图上看得见的。缩小或移动地图，或者不再跟随。'
        : `${queue}共 ${countWords(count)} 件，没有一件符合这些条件。`}
    </EmptyState>
  );
}
