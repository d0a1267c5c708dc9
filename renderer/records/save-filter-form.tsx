import { useState } from 'react';
import type { JSX, ReactNode } from 'react';
import { FILTER_NAME_CHARACTERS } from '../../shared/domain/condition.ts';
import { isInputMethod } from '../ui/keys.ts';
import { TextField } from '../ui/text-field.tsx';

/** For a button outside the form that submits it. */
export const SAVE_FILTER_FORM = 'save-filter';

export interface SaveFilterProps {
  readonly onSave: (name: string) => void;
  /** Words of the conditions that are not kept because they could name somebody. */
  readonly leftOut: readonly string[];
  /** Where it is kept: 只在这台终端上, unless the page offers more. */
  readonly keptWhere?: string | undefined;
  /** After the name: for whom it is, and what stood against it. */
  readonly children?: ReactNode;
}

/** Names the conditions at hand. */
export function SaveFilterForm({
  onSave,
  leftOut,
  keptWhere = '只在这台终端上',
  children,
}: SaveFilterProps): JSX.Element {
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
        maxLength={FILTER_NAME_CHARACTERS}
        onChange={setName}
        hint={`只存条件，不存内容；${keptWhere}。`}
      />
      {children}
      {leftOut.length > 0 && <p>会指到某个人的条件不存：{leftOut.join('、')}。</p>}
    </form>
  );
}
