import type { JSX } from 'react';
import { classes } from '../classes.ts';
import type { Icon } from '../icons.tsx';
import './rail.css';

export interface RailItem {
  readonly key: string;
  readonly label: string;
  readonly icon: Icon;
  /** Items that need this person; nothing is shown at 0. */
  readonly badge?: number | undefined;
  /** Red, for refusals only. */
  readonly isBadgeBad?: boolean | undefined;
  /** What the badge counts, for the reader: 待办 11 件 */
  readonly badgeWords?: string | undefined;
  /** `Alt 1` */
  readonly keyHint?: string | undefined;
}

export interface RailProps {
  readonly items: readonly RailItem[];
  readonly footItems?: readonly RailItem[] | undefined;
  readonly current: string;
  readonly onNavigate: (key: string) => void;
}

function RailButton({
  item,
  isCurrent,
  onPick,
}: {
  item: RailItem;
  isCurrent: boolean;
  onPick: () => void;
}): JSX.Element {
  const { label, icon: Drawing, badge = 0, isBadgeBad = false, badgeWords, keyHint } = item;
  return (
    <li>
      <button
        type="button"
        className="frame-rail-item"
        aria-current={isCurrent ? 'page' : undefined}
        aria-keyshortcuts={keyHint?.replace(' ', '+')}
        onClick={onPick}
      >
        <Drawing size={20} />
        <span>{label}</span>
        {badge > 0 && (
          <>
            <span
              className={classes('frame-badge', isBadgeBad && 'frame-badge-bad', badge > 99 && 'frame-badge-long')}
              aria-hidden="true"
            >
              {badge > 999 ? '999+' : badge}
            </span>
            <span className="ui-only-read">，{badgeWords ?? `${String(badge)} 件要办`}</span>
          </>
        )}
      </button>
    </li>
  );
}

export function Rail({ items, footItems = [], current, onNavigate }: RailProps): JSX.Element {
  const buttons = (list: readonly RailItem[]): readonly JSX.Element[] =>
    list.map((item) => (
      <RailButton
        key={item.key}
        item={item}
        isCurrent={item.key === current}
        onPick={() => {
          onNavigate(item.key);
        }}
      />
    ));
  return (
    <nav className="frame-rail" aria-label="模块">
      <ul>{buttons(items)}</ul>
      {footItems.length > 0 && <ul>{buttons(footItems)}</ul>}
    </nav>
  );
}
