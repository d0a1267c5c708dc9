import { useId } from 'react';
import type { JSX, ReactNode } from 'react';
import { classes } from './classes.ts';
import './checkbox.css';
import './radio-group.css';

export interface RadioOption<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly disabled?: boolean | undefined;
  /** Why it is not offered, or what choosing it does. */
  readonly note?: string | undefined;
}

export interface RadioGroupProps<Value extends string> {
  readonly label: string;
  readonly value: Value | undefined;
  readonly options: readonly RadioOption<Value>[];
  readonly onChange: (value: Value) => void;
  /** `segmented` is the grey track of two or three ways of looking at or doing one thing. */
  readonly look?: 'list' | 'segmented' | undefined;
  readonly size?: 'normal' | 'large' | undefined;
  readonly labelHidden?: boolean | undefined;
}

/** Radios and the segmented switch are one thing to keyboard and reader: native radio buttons. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>): JSX.Element {
  const { label, value, options, onChange, look = 'list', size = 'normal', labelHidden = look === 'segmented' } = props;
  const name = useId();
  const isSegmented = look === 'segmented';
  return (
    <fieldset className={isSegmented ? classes('ui-segments', size === 'large' && 'ui-segments-large') : 'ui-radios'}>
      <legend className={labelHidden ? 'ui-only-read' : 'ui-radios-label'}>{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={
            isSegmented
              ? 'ui-segment'
              : classes('ui-check', 'ui-radio', option.disabled === true && 'ui-check-disabled')
          }
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => {
              onChange(option.value);
            }}
          />
          {!isSegmented && <span className="ui-check-box" aria-hidden="true" />}
          <span className={isSegmented ? undefined : 'ui-check-label'}>{option.label}</span>
          {option.note !== undefined && <span className="ui-check-aside">{option.note}</span>}
        </label>
      ))}
    </fieldset>
  );
}
