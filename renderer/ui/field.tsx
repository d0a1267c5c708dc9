import { useId } from 'react';
import type { JSX, ReactNode } from 'react';
import { classes } from './classes.ts';
import './field.css';

/** What a control must carry so that label, hint and error are read with it. */
export interface FieldWiring {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-required': true | undefined;
}

export interface FieldProps {
  readonly label: ReactNode;
  /** Under the field: what is wrong, and an example. */
  readonly error?: ReactNode;
  readonly hint?: ReactNode;
  /** At the right end of the label line: an act or a source. */
  readonly aside?: ReactNode;
  /** Words after the label, such as 选填. */
  readonly note?: string | undefined;
  readonly required?: boolean | undefined;
  /** The label is only read aloud, because a heading beside the field says it. */
  readonly labelHidden?: boolean | undefined;
  readonly className?: string | undefined;
  readonly children: (wiring: FieldWiring) => ReactNode;
}

/** Label above, control, message below. */
export function Field(props: FieldProps): JSX.Element {
  const { label, error, hint, aside, note, required = false, labelHidden = false, className, children } = props;
  const id = useId();
  const hasError = error !== undefined && error !== null && error !== '';
  const hasHint = hint !== undefined && hint !== null && hint !== '';
  const describedBy = [hasError && `${id}-error`, hasHint && `${id}-hint`].filter((part) => part !== false).join(' ');
  return (
    <div className={classes('ui-field', className)}>
      <div className={labelHidden && aside === undefined ? 'ui-only-read' : 'ui-field-head'}>
        <label htmlFor={id} className={labelHidden ? 'ui-only-read' : 'ui-field-label'}>
          {label}
          {note !== undefined && <span className="ui-field-note">{note}</span>}
        </label>
        {aside}
      </div>
      {children({
        id,
        'aria-describedby': describedBy === '' ? undefined : describedBy,
        'aria-invalid': hasError || undefined,
        'aria-required': required || undefined,
      })}
      <div id={`${id}-error`} className="ui-field-error" aria-live="polite">
        {hasError ? error : null}
      </div>
      {hasHint && (
        <div id={`${id}-hint`} className="ui-field-hint">
          {hint}
        </div>
      )}
    </div>
  );
}

/** Everything of a field but its control; text fields, selects and areas pass it on. */
export type FieldWords = Omit<FieldProps, 'children' | 'className'>;
