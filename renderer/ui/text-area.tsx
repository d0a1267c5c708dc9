import type { JSX, Ref, TextareaHTMLAttributes } from 'react';
import { classes } from './classes.ts';
import { Field } from './field.tsx';
import type { FieldWords } from './field.tsx';

type PlainArea = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'value' | 'id' | 'required'>;

export interface TextAreaProps extends FieldWords, PlainArea {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly ref?: Ref<HTMLTextAreaElement> | undefined;
}

export function TextArea(props: TextAreaProps): JSX.Element {
  const { label, error, hint, aside, note, required, labelHidden, className, value, onChange, ...area } = props;
  return (
    <Field {...{ label, error, hint, aside, note, required, labelHidden, className }}>
      {(wiring) => (
        <span className={classes('ui-input', wiring['aria-invalid'] && 'ui-input-bad')}>
          {/* Without this the browser writes what is being typed into its own session files, in clear. */}
          <textarea
            rows={2}
            autoComplete="off"
            {...area}
            {...wiring}
            value={value}
            onChange={(event) => {
              onChange(event.target.value);
            }}
          />
        </span>
      )}
    </Field>
  );
}
