import type { JSX, ReactNode } from 'react';
import { classes } from './classes.ts';
import './checkbox.css';

export interface CheckboxProps {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** The label is read aloud but not shown, as in a row of a list. */
  readonly labelHidden?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly mixed?: boolean | undefined;
  /** Right end of the line: a count, or why this is not available. */
  readonly aside?: ReactNode;
  readonly tabIndex?: number | undefined;
}

export function Checkbox(props: CheckboxProps): JSX.Element {
  const { label, checked, onChange, labelHidden = false, disabled = false, mixed = false, aside, tabIndex } = props;
  return (
    <label className={classes('ui-check', disabled && 'ui-check-disabled')}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        tabIndex={tabIndex}
        ref={(input) => {
          if (input !== null) input.indeterminate = mixed;
        }}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <span className="ui-check-box" aria-hidden="true">
        <svg width="12" height="12" viewBox="0 0 12 12" focusable="false">
          <path className="ui-check-tick" d="m2.2 6.4 2.6 2.5 5-5.6" />
          <path className="ui-check-dash" d="M2.5 6h7" />
        </svg>
      </span>
      <span className={labelHidden ? 'ui-only-read' : 'ui-check-label'}>{label}</span>
      {aside !== undefined && <span className="ui-check-aside">{aside}</span>}
    </label>
  );
}
