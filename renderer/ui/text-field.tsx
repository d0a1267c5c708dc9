import type { InputHTMLAttributes, JSX, ReactNode, Ref } from 'react';
import { classes } from './classes.ts';
import { Field } from './field.tsx';
import type { FieldWords } from './field.tsx';

type PlainInput = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value' | 'size' | 'id' | 'required'>;

export interface TextFieldProps extends FieldWords, PlainInput {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly size?: 'normal' | 'large' | undefined;
  readonly icon?: ReactNode;
  /** After the input, inside its frame: a unit, a link, a key. */
  readonly tail?: ReactNode;
  readonly ref?: Ref<HTMLInputElement> | undefined;
}

export function TextField(props: TextFieldProps): JSX.Element {
  const { label, error, hint, aside, note, required, labelHidden, className, ...control } = props;
  const { value, onChange, size = 'normal', icon, tail, ...input } = control;
  return (
    <Field {...{ label, error, hint, aside, note, required, labelHidden, className }}>
      {(wiring) => (
        <span
          className={classes(
            'ui-input',
            size === 'large' && 'ui-input-large',
            wiring['aria-invalid'] && 'ui-input-bad',
          )}
        >
          {icon}
          <input
            type="text"
            autoComplete="off"
            {...input}
            {...wiring}
            value={value}
            onChange={(event) => {
              onChange(event.target.value);
            }}
          />
          {tail}
        </span>
      )}
    </Field>
  );
}
