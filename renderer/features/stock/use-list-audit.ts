import { useEffect, useEffectEvent } from 'react';
import type { Condition } from '../../../shared/stock/query.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { auditWords } from './conditions.ts';
import type { ListKind } from './list-kinds.ts';
import type { StockWords } from './stock-words.ts';

/** A filter that was only passed through on the way to the next one was not looked at. */
const LOOKED_AT_MS = 1_500;

export interface ListAudit {
  readonly list: ListKind;
  readonly where: readonly Condition[];
  readonly text: string;
  readonly words: StockWords;
  readonly total: number | undefined;
}

/** A list of residents is a look at many: each filter that stands goes on record once, in words without content, with how many it found. */
export function useListAudit({ list, where, text, words, total }: ListAudit): void {
  const workstation = useWorkstation();
  const put = useEffectEvent(() => {
    if (total === undefined) return;
    void workstation.audit('view', `list:${list.key}`, auditWords(list, where, text, total, words));
  });
  const isCounted = total !== undefined;
  useEffect(() => {
    if (list.kind !== 'person' || !isCounted) return;
    const timer = setTimeout(put, LOOKED_AT_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [list, where, text, isCounted]);
}
