import type { JSX, Ref, TextareaHTMLAttributes } from 'react';
import { classes } from './classes.ts';
import { Field } from './field.tsx';
import type { FieldWords } from './field.tsx';
import { useCutPaste } from './use-cut-paste.ts';

type PlainArea = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'value' | 'id' | 'required'>;

export interface TextAreaProps extends FieldWords, PlainArea {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly ref?: Ref<HTMLTextAreaElement> | undefined;
}

export function TextArea(props: TextAreaProps): JSX.Element {
  const { label, hint, aside, note, required, labelHidden, className, error: given, ...control } = props;
  const { value, onChange, onPaste, ...area } = control;
  const cut = useCutPaste(value, area.maxLength);
  const error = given ?? cut.words;
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
            onPaste={(event) => {
              cut.onPaste(event);
              onPaste?.(event);
            }}
            onChange={(event) => {
              onChange(event.target.value);
            }}
          />
        </span>
      )}
    </Field>
  );
}
