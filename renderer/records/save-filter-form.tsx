import { useState } from 'react';
import type { JSX } from 'react';
import { isInputMethod } from '../ui/keys.ts';
import { TextField } from '../ui/text-field.tsx';

/** For a button outside the form that submits it. */
export const SAVE_FILTER_FORM = 'save-filter';

export interface SaveFilterProps {
  readonly onSave: (name: string) => void;
  /** Words of the conditions that are not kept because they could name somebody. */
  readonly leftOut: readonly string[];
}

/** Names the conditions at hand. */
export function SaveFilterForm({ onSave, leftOut }: SaveFilterProps): JSX.Element {
  const [name, setName] = useState('');
  const trimmed = name.trim();
  return (
    <form
      className="ui-stack"
      id={SAVE_FILTER_FORM}
      onSubmit={(event) => {
        event.preventDefault();
        if (trimmed !== '') onSave(trimmed);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && isInputMethod(event.nativeEvent)) event.preventDefault();
      }}
    >
      <TextField
        label="名称"
        value={name}
        maxLength={30}
        onChange={setName}
        hint="只存条件，不存内容；只在这台终端上。"
      />
      {leftOut.length > 0 && <p>会指到某个人的条件不存：{leftOut.join('、')}。</p>}
    </form>
  );
}
