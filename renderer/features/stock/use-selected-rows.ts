import { useEffect, useState } from 'react';
import type { StockRow } from '../../../shared/stock/rows.ts';
import { useWorkstation } from '../../data/hooks.ts';
import type { ListKind } from './list-kinds.ts';

/** The rows of a selection, read once when an act on them begins. Undefined while they are being read. */
export function useSelectedRows(list: ListKind, ids: ReadonlySet<string>): readonly StockRow[] | undefined {
  const { stock } = useWorkstation();
  const [rows, setRows] = useState<readonly StockRow[]>();
  const [failure, setFailure] = useState<{ readonly cause: unknown }>();
  useEffect(() => {
    let isWanted = true;
    stock.rows(list.kind, [...ids]).then(
      (found) => {
        if (isWanted) setRows(found);
      },
      (cause: unknown) => {
        if (isWanted) setFailure({ cause });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [stock, list.kind, ids]);
  // What cannot be read belongs to the nearest error boundary, not into silence.
  if (failure !== undefined) throw failure.cause;
  return rows;
}
