import type { JSX } from 'react';
import { TextField } from '../ui/text-field.tsx';

export interface DayFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
  /** YYYY-MM-DD: not later. */
  readonly max?: string | undefined;
  readonly min?: string | undefined;
  readonly note?: string | undefined;
  readonly required?: boolean | undefined;
}

/** A calendar day. */
export function DayField(props: DayFieldProps): JSX.Element {
  return <TextField {...props} type="date" />;
}
