import type { JSX } from 'react';
import { classes } from './classes.ts';
import { Field } from './field.tsx';
import type { FieldWords } from './field.tsx';
import { IconDown } from './icons.tsx';
import './select.css';

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean | undefined;
}

export interface SelectProps<Value extends string> extends FieldWords {
  readonly value: Value | '';
  readonly options: readonly SelectOption<Value>[];
  readonly onChange: (value: Value) => void;
  /** Shown while nothing is chosen. */
  readonly placeholder?: string | undefined;
  readonly size?: 'small' | 'normal' | 'large' | undefined;
  readonly disabled?: boolean | undefined;
  readonly className?: string | undefined;
}

/** The browser's own select in our clothes: its list works with every keyboard and reader there is. */
export function Select<Value extends string>(props: SelectProps<Value>): JSX.Element {
  const { label, error, hint, aside, note, required, labelHidden, className, ...control } = props;
  const { value, options, onChange, placeholder, size = 'normal', disabled } = control;
  return (
    <Field {...{ label, error, hint, aside, note, required, labelHidden, className }}>
      {(wiring) => (
        <span className={classes('ui-select', `ui-select-${size}`)}>
          <select
            {...wiring}
            autoComplete="off"
            value={value}
            disabled={disabled}
            onChange={(event) => {
              const chosen = options.find((option) => option.value === event.target.value);
              if (chosen !== undefined) onChange(chosen.value);
            }}
          >
            {value === '' && (
              <option value="" disabled>
                {placeholder ?? '请选择'}
              </option>
            )}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <IconDown />
        </span>
      )}
    </Field>
  );
}
