import { useState } from 'react';
import type { InputHTMLAttributes, JSX, ReactNode, Ref } from 'react';
import { classes } from './classes.ts';
import { Field } from './field.tsx';
import type { FieldWords } from './field.tsx';
import { useCutPaste } from './use-cut-paste.ts';

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

/** Without it the browser takes six digits for a year, and what is typed on goes into it. */
const LAST_DAY = '9999-12-31';

export function TextField(props: TextFieldProps): JSX.Element {
  const { label, hint, aside, note, required, labelHidden, className, ...control } = props;
  const { value, onChange, error: given, size = 'normal', icon, tail, onBlur, onKeyUp, onPaste, ...input } = control;
  const isDay = input.type === 'date';
  const cut = useCutPaste(value, input.maxLength);
  /** A day was left half written: its value is empty, and it does not look so. */
  const [isHalf, setHalf] = useState(false);
  const error = isHalf && value === '' ? '日期没写完，如 1950-03-12。' : (given ?? cut.words);
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
            {...(isDay ? { max: input.max ?? LAST_DAY } : {})}
            {...wiring}
            value={value}
            onPaste={(event) => {
              cut.onPaste(event);
              onPaste?.(event);
            }}
            onChange={(event) => {
              onChange(event.target.value);
            }}
            onBlur={(event) => {
              setHalf(isDay && event.target.validity.badInput);
              onBlur?.(event);
            }}
            onKeyUp={(event) => {
              // Said once, it goes as soon as the day is whole or gone; the browser tells of neither.
              if (isHalf) setHalf(event.currentTarget.validity.badInput);
              onKeyUp?.(event);
            }}
          />
          {tail}
        </span>
      )}
    </Field>
  );
}
