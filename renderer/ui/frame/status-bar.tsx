import type { JSX } from 'react';
import { Kbd } from '../kbd.tsx';
import { printedKeys } from '../shortcuts.tsx';
import type { Shortcut } from '../shortcuts.tsx';
import './status-bar.css';

export interface StatusBarProps {
  readonly shortcuts: readonly Shortcut[];
  readonly terminal: string;
  readonly trustedTime: string;
  readonly isTimeReckoned?: boolean | undefined;
}

/** The keys that work here, the terminal, the trusted time. */
export function StatusBar({ shortcuts, terminal, trustedTime, isTimeReckoned = false }: StatusBarProps): JSX.Element {
  const shown = shortcuts.filter((shortcut) => shortcut.inStatusBar === true);
  return (
    <footer className="frame-status" aria-label="状态栏">
      <ul className="frame-keys" aria-label="这里可用的键">
        {shown.map((shortcut) => (
          <li key={printedKeys(shortcut)}>
            <Kbd keys={printedKeys(shortcut)} />
            {shortcut.label}
          </li>
        ))}
      </ul>
      <span>终端 {terminal}</span>
      <span>
        可信时间{isTimeReckoned && '（离线推算）'} {trustedTime}
      </span>
    </footer>
  );
}
