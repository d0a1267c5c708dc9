import { useState } from 'react';
import type { JSX } from 'react';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { fieldText, withTyped, type CategoryNames } from './cell-text.ts';
import type { Fault } from './check-catalog.ts';
import { valueAt, type Row } from './rows.ts';
import type { Column, Table } from './columns.ts';

type Choices = readonly { readonly value: string; readonly label: string }[];
const EMPTY = '（空着）';
/** What may be left out can be left out again. */
const emptied = (
  column: Column,
  row: Row,
  options: Choices,
): { readonly options: Choices; readonly placeholder?: string } =>
  column.required === true
    ? { options }
    : {
        placeholder: EMPTY,
        options: fieldText(column, row) === '' ? options : [{ value: '', label: EMPTY }, ...options],
      };

export interface RowFormProps {
  readonly table: Table;
  readonly row: Row;
  readonly names: CategoryNames;
  readonly faults: readonly Fault[];
  /** Every fault is shown, also of fields that nobody has left yet. */
  readonly showsAll: boolean;
  readonly isReadOnly: boolean;
  readonly onChange: (row: Row) => void;
}

/** One row, field under field. What is typed stays as typed until its field is left: `0.` is on its way to `0.5`. */
export function RowForm({ table, row, names, faults, showsAll, isReadOnly, onChange }: RowFormProps): JSX.Element {
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const errorOf = (column: Column): string | undefined =>
    showsAll || left.has(column.path) ? faults.find((fault) => fault.column === column.path)?.words : undefined;
  const whole = faults.filter((fault) => fault.column === undefined);

  const field = (column: Column, at: number): JSX.Element => {
    const words = {
      label: column.label,
      required: column.required === true,
      error: errorOf(column),
      ...(column.hint === undefined ? {} : { hint: column.hint }),
    };
    const change = (text: string): void => {
      setTyped((now) => new Map(now).set(column.path, text));
      onChange(withTyped(column, row, text));
    };
    const common = {
      value: typed.get(column.path) ?? fieldText(column, row),
      onChange: change,
      onBlur: () => {
        setLeft((now) => new Set(now).add(column.path));
        setTyped((now) => new Map([...now].filter(([path]) => path !== column.path)));
      },
      readOnly: isReadOnly,
      ...(at === 0 ? { 'data-first': true } : {}),
    };
    switch (column.kind) {
      case 'long':
        return <TextArea key={column.path} {...words} {...common} rows={3} />;
      case 'yesNo':
        return (
          <Checkbox
            key={column.path}
            label={column.label}
            checked={valueAt(row, column.path) === true}
            disabled={isReadOnly}
            onChange={(is) => {
              onChange(withTyped(column, row, String(is)));
            }}
          />
        );
      case 'choice':
        return (
          <Select
            key={column.path}
            {...words}
            value={fieldText(column, row)}
            {...emptied(column, row, column.choices)}
            disabled={isReadOnly}
            onChange={(value) => {
              onChange(withTyped(column, row, value));
            }}
          />
        );
      case 'oneOf':
        return (
          <Select
            key={column.path}
            {...words}
            value={fieldText(column, row)}
            {...emptied(
              column,
              row,
              [...names].filter(([key]) => key.startsWith(column.prefix)).map(([value, label]) => ({ value, label })),
            )}
            disabled={isReadOnly}
            onChange={(value) => {
              onChange(withTyped(column, row, value));
            }}
          />
        );
      case 'area':
      case 'category': {
        const name = names.get(fieldText(column, row));
        return <TextField key={column.path} {...words} {...common} {...(name === undefined ? {} : { tail: name })} />;
      }
      default:
        return (
          <TextField
            key={column.path}
            {...words}
            {...common}
            {...(column.kind === 'number' ? { inputMode: 'decimal' as const } : {})}
          />
        );
    }
  };

  return (
    <div className="ui-stack catalogs-form">
      {whole.map(({ words }) => (
        <p key={words} className="ui-field-error" role="alert">
          {words}
        </p>
      ))}
      {table.columns.map(field)}
    </div>
  );
}
