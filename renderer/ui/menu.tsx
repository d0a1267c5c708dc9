import { useEffect, useId, useRef, useState } from 'react';
import type { JSX, KeyboardEvent, ReactNode } from 'react';
import { classes } from './classes.ts';
import { Kbd } from './kbd.tsx';
import './menu.css';

export interface MenuItem {
  readonly key: string;
  readonly label: ReactNode;
  readonly icon?: ReactNode;
  readonly keyHint?: string | undefined;
  readonly isDanger?: boolean | undefined;
  readonly onPick: () => void;
}

export interface MenuProps {
  readonly label: string;
  /** The words or picture of the button that opens it. */
  readonly button: ReactNode;
  readonly buttonClassName?: string | undefined;
  readonly items: readonly MenuItem[];
  /** Not an item: read first, such as who is signed in. */
  readonly head?: ReactNode;
  readonly align?: 'left' | 'right' | undefined;
  readonly opens?: 'down' | 'up' | undefined;
}

export function Menu(props: MenuProps): JSX.Element {
  const { label, button, buttonClassName, items, head, align = 'left', opens = 'down' } = props;
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  /** Where the hand was: a key may have opened it from elsewhere. */
  const before = useRef<Element>(null);

  const entries = (): readonly HTMLElement[] => [
    ...(root.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? []),
  ];
  const close = (): void => {
    setOpen(false);
    const back = before.current === document.body ? null : before.current;
    (back instanceof HTMLElement && back.isConnected ? back : opener.current)?.focus();
  };

  useEffect(() => {
    if (!isOpen) return;
    before.current = document.activeElement;
    root.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    const onPointerDown = (event: PointerEvent): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointerDown);
    return () => {
      document.removeEventListener('pointerdown', onPointerDown);
    };
  }, [isOpen]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isOpen) return;
    const all = entries();
    const at = all.findIndex((entry) => entry === document.activeElement);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) all[target]?.focus();
    else if (event.key === 'Escape') close();
    else if (event.key === 'Tab') setOpen(false);
    else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div ref={root} className="ui-menu" onKeyDown={onKeyDown}>
      <button
        ref={opener}
        type="button"
        className={buttonClassName ?? 'ui-button ui-button-normal'}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => {
          setOpen(!isOpen);
        }}
        onKeyDown={(event) => {
          if (isOpen || event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {button}
      </button>
      {isOpen && (
        <div className={classes('ui-menu-sheet', `ui-menu-${align}`, `ui-menu-${opens}`)}>
          {head !== undefined && <div className="ui-menu-head">{head}</div>}
          <ul id={id} role="menu" aria-label={label}>
            {items.map((item) => (
              <li key={item.key} role="none">
                <button
                  type="button"
                  role="menuitem"
                  tabIndex={-1}
                  className={classes('ui-menu-item', item.isDanger === true && 'ui-tone-bad')}
                  onClick={() => {
                    close();
                    item.onPick();
                  }}
                >
                  {item.icon}
                  <span>{item.label}</span>
                  {item.keyHint !== undefined && <Kbd keys={item.keyHint} />}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
