import type { JSX } from 'react';
import type { AnyRecord } from '../../shared/actions/change-set.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';

/** Which code list a value is from, by path. */
const LISTS: Readonly<Record<string, string>> = {
  sex: 'sex',
  ethnicity: 'ethnicity',
  marriage: 'marriage',
  politics: 'politics',
  education: 'education',
  relation: 'relation',
  'overseas.nationality': 'nationality',
};
const DATES = /(^birth|On|Until)$/;
/** Texts, numbers and days; anything made of parts is put right in its form. */
export const isPlain = (value: unknown): value is string | number | undefined =>
  value === undefined || typeof value === 'string' || typeof value === 'number';

/** What was typed, as the record holds it: a number where it held one. */
export const asValue = (text: string, former: unknown): unknown =>
  typeof former === 'number' && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text.trim();

export interface ProposedValueProps {
  readonly record: AnyRecord;
  readonly field: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly note?: string | undefined;
}

/** A control for one plain field: a list where the field is coded, a day where it is a day. */
export function ProposedValue({ field, label, value, onChange, error, note }: ProposedValueProps): JSX.Element {
  const terms = useLive(useWorkstation().catalogs.terms) ?? [];
  const list = LISTS[field];
  const words = { label, error, note };
  if (list !== undefined) {
    const options = terms
      .filter((term) => term.list === list)
      .map(({ code, label: name }) => ({ value: code, label: name }));
    return <Select {...words} value={value} options={options} onChange={onChange} />;
  }
  return (
    <TextField
      {...words}
      type={DATES.test(field) ? 'date' : 'text'}
      maxLength={200}
      value={value}
      onChange={onChange}
    />
  );
}
