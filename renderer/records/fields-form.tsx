import type { JSX } from 'react';
import type { FieldEntry } from '../../shared/domain/catalog.ts';
import type { TypedValues } from '../../shared/domain/configured-fields.ts';
import { Select } from '../ui/select.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CoveredField } from './covered-field.tsx';

export interface FieldsFormProps {
  readonly fields: readonly FieldEntry[];
  readonly typed: TypedValues;
  /** By key; shown under the field. */
  readonly problems: ReadonlyMap<string, string>;
  readonly onChange: (key: string, text: string) => void;
  /** What is on record: numbers of persons stay covered until they are typed anew. */
  readonly recorded?: TypedValues | undefined;
}
const NOTHING: TypedValues = {};

const YES_NO = [
  { value: 'yes', label: '是' },
  { value: 'no', label: '否' },
] as const;

/** A form from a configuration: one column, label above, width by content. Knows no ledger by name. */
export function FieldsForm(props: FieldsFormProps): JSX.Element {
  const { fields, typed, problems, onChange, recorded = NOTHING } = props;
  return (
    <>
      {fields.map((field) => (
        <OneField
          key={field.key}
          field={field}
          text={typed[field.key] ?? ''}
          error={problems.get(field.key)}
          recorded={recorded[field.key]}
          onChange={(text) => {
            onChange(field.key, text);
          }}
        />
      ))}
    </>
  );
}

interface OneFieldProps {
  readonly field: FieldEntry;
  readonly text: string;
  readonly error: string | undefined;
  readonly recorded: string | undefined;
  readonly onChange: (text: string) => void;
}

function OneField({ field, text, error, recorded, onChange }: OneFieldProps): JSX.Element {
  const { label, required, hint, unit } = field;
  const words = { label, required, hint, error };
  switch (field.kind) {
    case 'choice':
      return (
        <Select
          {...words}
          value={text}
          placeholder="请选择"
          options={(field.choices ?? []).map((choice) => ({ value: choice, label: choice }))}
          onChange={onChange}
        />
      );
    case 'yesNo':
      return (
        <Select
          {...words}
          value={text === 'yes' || text === 'no' ? text : ''}
          placeholder="请选择"
          options={YES_NO}
          onChange={onChange}
        />
      );
    case 'longText':
      return <TextArea {...words} rows={3} value={text} onChange={onChange} />;
    case 'date':
      return <TextField {...words} type="date" value={text} onChange={onChange} />;
    case 'number':
    case 'year':
    case 'money':
      return (
        <TextField
          {...words}
          inputMode="decimal"
          tail={
            unit === undefined && field.kind !== 'money' ? undefined : (
              <span className="ui-field-unit">{unit ?? '元'}</span>
            )
          }
          value={text}
          onChange={onChange}
        />
      );
    case 'phone':
    case 'idNumber':
      return (
        <CoveredField label={label} kind={field.kind} isRecorded={text === recorded} value={text} onChange={onChange}>
          <TextField {...words} value={text} onChange={onChange} />
        </CoveredField>
      );
    case 'text':
      return <TextField {...words} value={text} onChange={onChange} />;
  }
}
