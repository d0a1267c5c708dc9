import { useState } from 'react';
import type { JSX, KeyboardEvent, Ref } from 'react';
import { IconButton } from './icon-button.tsx';
import { IconHide, IconLock, IconShow } from './icons.tsx';
import { TextField } from './text-field.tsx';

export interface PasswordFieldProps {
  readonly label?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly size?: 'normal' | 'large' | undefined;
  readonly autoComplete?: 'current-password' | 'new-password' | undefined;
  readonly disabled?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly name?: string | undefined;
  readonly ref?: Ref<HTMLInputElement> | undefined;
}

/** A password with a look at it on demand and a word when Caps Lock is on. */
export function PasswordField(props: PasswordFieldProps): JSX.Element {
  const { label = '密码', error, size = 'large', autoComplete = 'current-password', ...rest } = props;
  const [isShown, setShown] = useState(false);
  const [isCapsLock, setCapsLock] = useState(false);
  const noticeCapsLock = (event: KeyboardEvent): void => {
    setCapsLock(event.getModifierState('CapsLock'));
  };
  const capsLockHint = isCapsLock ? '大写锁定已打开。' : undefined;
  return (
    <TextField
      {...rest}
      label={label}
      size={size}
      type={isShown ? 'text' : 'password'}
      autoComplete={autoComplete}
      autoCapitalize="off"
      spellCheck={false}
      icon={<IconLock />}
      onKeyDown={noticeCapsLock}
      onKeyUp={noticeCapsLock}
      error={
        error === undefined ? undefined : (
          <>
            {error}
            {isCapsLock && <br />}
            {capsLockHint}
          </>
        )
      }
      hint={error === undefined ? capsLockHint : undefined}
      tail={
        <IconButton
          name={isShown ? '遮住密码' : '显示密码'}
          icon={isShown ? <IconShow /> : <IconHide />}
          pressed={isShown}
          onClick={() => {
            setShown(!isShown);
          }}
        />
      }
    />
  );
}
