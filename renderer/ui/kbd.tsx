import type { JSX } from 'react';
import './kbd.css';

export interface KbdProps {
  /** What is printed on the key: `Ctrl Enter`, `J K`, `?`. */
  readonly keys: string;
  /** On the dark top bar. */
  readonly onChrome?: boolean | undefined;
}

export function Kbd({ keys, onChrome = false }: KbdProps): JSX.Element {
  return <kbd className={onChrome ? 'ui-kbd ui-kbd-chrome' : 'ui-kbd'}>{keys}</kbd>;
}
