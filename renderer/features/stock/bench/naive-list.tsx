import type { JSX } from 'react';
import type { StockRow } from '../../../../shared/stock/rows.ts';
import { DataCell } from '../../../ui/data-list.tsx';
import { columnsOf, shownColumns, type CellContext } from '../columns.tsx';
import type { ListKind } from '../list-kinds.ts';

/** The same cells without a window: every row of the list stands in the document. */
export function NaiveList(props: {
  readonly list: ListKind;
  readonly rows: readonly StockRow[];
  readonly context: CellContext;
}): JSX.Element {
  const { list, rows, context } = props;
  const shown = shownColumns(columnsOf(list), undefined, { isWide: false, hasCommunities: true });
  return (
    <div role="grid" className="ui-list">
      {rows.map((row) => (
        <div key={row.id} role="row">
          {shown.map((column) => (
            <DataCell key={column.key} isNumber={column.isNumber} title={column.title?.(row, context)}>
              {column.cell(row, context)}
            </DataCell>
          ))}
        </div>
      ))}
    </div>
  );
}
