import type { JSX, Ref } from 'react';
import { IconSearch } from '../ui/icons.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { isInputMethod } from '../ui/keys.ts';
import { TextField } from '../ui/text-field.tsx';

export interface FilterFieldProps {
  readonly fieldRef: Ref<HTMLInputElement>;
  readonly className?: string;
  readonly placeholder: string;
  readonly typed: string;
  /** `isCommitted`: not in the middle of an input method's composition. */
  readonly onTyped: (text: string, isCommitted: boolean) => void;
  /** Esc, Enter and ↓ go on to the list; Esc empties the field first. */
  readonly onLeave: () => void;
}

/** The field above a list that it is filtered by. */
export function FilterField({ fieldRef, typed, onTyped, onLeave, ...look }: FilterFieldProps): JSX.Element {
  return (
    <TextField
      ref={fieldRef}
      {...look}
      label="筛选"
      labelHidden
      icon={<IconSearch />}
      value={typed}
      onChange={(text) => {
        onTyped(text, false);
      }}
      onInput={(event) => {
        if (!event.nativeEvent.isComposing) onTyped(event.currentTarget.value, true);
      }}
      onCompositionEnd={(event) => {
        onTyped(event.currentTarget.value, true);
      }}
      tail={typed === '' ? <Kbd keys="/" /> : undefined}
      onKeyDown={(event) => {
        if (isInputMethod(event.nativeEvent) || !['Escape', 'Enter', 'ArrowDown'].includes(event.key)) return;
        if (event.key === 'Escape') onTyped('', true);
        onLeave();
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
