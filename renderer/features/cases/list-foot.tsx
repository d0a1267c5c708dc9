import type { JSX } from 'react';
import { counted } from '../../lib/counted.ts';
import { Button } from '../../ui/button.tsx';

export interface ListFootProps {
  /** How many the list has, of how many. */
  readonly words: string;
  readonly chosen: number;
  readonly onUnchoose: () => void;
  readonly onBatch: () => void;
}

/** Under the list: that its total equals it, and what is selected. */
export function ListFoot({ words, chosen, onUnchoose, onBatch }: ListFootProps): JSX.Element {
  return (
    <div className="cases-list-foot">
      <p>{words}</p>
      <span className="cases-list-chosen">
        <span role="status">已选 {counted(chosen)}</span>
        {chosen === 0 ? (
          <span>按 X 选中后可批量办理</span>
        ) : (
          <>
            <button type="button" className="ui-link" onClick={onUnchoose}>
              取消选择
            </button>
            <Button size="small" kind="primary" keyHint="Shift B" onClick={onBatch}>
              批量办理
            </Button>
          </>
        )}
      </span>
    </div>
  );
}
