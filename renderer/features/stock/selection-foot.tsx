import type { JSX } from 'react';
import type { Condition } from '../../../shared/stock/query.ts';
import type { ListKind } from './list-kinds.ts';
import type { StockWords } from './stock-words.ts';
import type { Selection } from './use-selection.ts';

export interface SelectionFootProps {
  readonly list: ListKind;
  readonly words: StockWords;
  readonly where: readonly Condition[];
  readonly total: number | undefined;
  readonly today: string;
  readonly selection: Selection;
  readonly scopeWords: string;
}

/** What the list counts, and what may be done with what is selected. */
export function SelectionFoot({ list, total, selection, scopeWords }: SelectionFootProps): JSX.Element {
  const chosen = selection.ids.size;
  return (
    <div className="stock-foot">
      <p>{total !== undefined && `共 ${total.toLocaleString('zh-CN')} ${list.unit}，与清单一致；只含${scopeWords}`}</p>
      <p role="status">{chosen > 0 && `已选 ${chosen.toLocaleString('zh-CN')}`}</p>
    </div>
  );
}
