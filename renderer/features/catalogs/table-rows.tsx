import type { JSX } from 'react';
import { Button } from '../../ui/button.tsx';
import { DataCell, DataList } from '../../ui/data-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconPlus, IconRemove, IconSearch } from '../../ui/icons.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { cellText, type CategoryNames } from './cell-text.ts';
import type { Fault } from './check-catalog.ts';
import type { Column, Table } from './columns.ts';
import { titleOf } from './diff-versions.ts';
import { ITSELF, type Row } from './rows.ts';

/** A row with its place in the table, whatever the list is narrowed to. */
export interface Shown {
  readonly at: number;
  readonly row: Row;
}
export const shownId = ({ at }: Shown): string => String(at);

const MOST_COLUMNS = 5;
const WIDTHS: Readonly<Partial<Record<Column['kind'], string>>> = {
  number: '96px',
  yesNo: '96px',
  time: '104px',
  category: 'minmax(112px, 1.4fr)',
  area: 'minmax(80px, 0.8fr)',
};
const listed = (table: Table): readonly Column[] =>
  table.columns.filter(({ inList }) => inList === true).slice(0, MOST_COLUMNS);

/** The rows in which one of the columns that are listed says what is looked for. */
export function rowsShown(table: Table, rows: readonly Row[], wanted: string, names: CategoryNames): readonly Shown[] {
  const columns = listed(table);
  return rows
    .map((row, at): Shown => ({ at, row }))
    .filter(({ row }) => wanted === '' || columns.some((column) => cellText(column, row, names).includes(wanted)));
}

export interface TableRowsProps {
  readonly tables: readonly Table[];
  readonly table: Table;
  readonly shown: readonly Shown[];
  readonly rowCount: number;
  readonly currentId: string | undefined;
  readonly names: CategoryNames;
  readonly filter: string;
  readonly isReadOnly: boolean;
  readonly faultsOf: (at: number) => readonly Fault[];
  readonly onTable: (field: string) => void;
  readonly onFilter: (words: string) => void;
  readonly onCurrent: (id: string | undefined) => void;
  readonly onOpen: () => void;
  readonly onAdd: () => void;
  readonly onDrop: () => void;
  /** A whole year out of a file; left out where the table is none of days. */
  readonly onImport?: (() => void) | undefined;
}

/** 内容: the rows of one table of a catalogue, looked through, added to and taken from. */
export function TableRows(props: TableRowsProps): JSX.Element {
  const { tables, table, shown, rowCount, currentId, names, filter, isReadOnly, faultsOf } = props;
  const { onTable, onFilter, onCurrent, onOpen, onAdd, onDrop, onImport } = props;
  const columns = listed(table);
  const wanted = filter.trim();
  return (
    <>
      <div className="catalogs-tools">
        {tables.length > 1 && (
          <RadioGroup
            label="哪张表"
            look="segmented"
            value={table.field}
            options={tables.map(({ field, label }) => ({ value: field, label }))}
            onChange={onTable}
          />
        )}
        <TextField
          className="catalogs-find"
          label="在这张表里找"
          labelHidden
          icon={<IconSearch />}
          placeholder="在这张表里找"
          value={filter}
          onChange={onFilter}
        />
        {!isReadOnly && table.field !== ITSELF && (
          <div className="catalogs-acts">
            <Button icon={<IconPlus />} keyHint="Alt N" onClick={onAdd}>
              加一行
            </Button>
            <Button icon={<IconRemove />} disabled={shown.length === 0} onClick={onDrop}>
              删这一行
            </Button>
            {onImport !== undefined && <Button onClick={onImport}>导入节假日表</Button>}
          </div>
        )}
      </div>
      <DataList
        label={table.label}
        unit="行"
        hasHead
        rows={shown}
        rowId={shownId}
        rowName={({ at, row }) =>
          `${titleOf(table, row, names)}${faultsOf(at).length > 0 ? `，有 ${String(faultsOf(at).length)} 处要改` : ''}`
        }
        columns={columns.map((column) => ({
          key: column.path,
          head: column.label,
          width: WIDTHS[column.kind] ?? 'minmax(96px, 1fr)',
          isNumber: column.kind === 'number',
        }))}
        renderRow={({ at, row }) =>
          columns.map((column, nth) => (
            <DataCell
              key={column.path}
              isNumber={column.kind === 'number'}
              title={cellText(column, row, names)}
              className={faultsOf(at).some((fault) => fault.column === column.path) ? 'ui-tone-bad' : undefined}
            >
              {nth === 0 && faultsOf(at).length > 0 && <b className="ui-tone-bad">◆ </b>}
              {cellText(column, row, names)}
            </DataCell>
          ))
        }
        currentId={currentId}
        onCurrentChange={onCurrent}
        onOpen={onOpen}
        empty={
          wanted === '' ? (
            <EmptyState title="这张表还没有行">按“加一行”写第一行。</EmptyState>
          ) : (
            <EmptyState kind="filtered" title="没有一行符合">
              共 {rowCount} 行，没有一行写着“{wanted}”。
            </EmptyState>
          )
        }
      />
    </>
  );
}
