import type { JSX } from 'react';
import { classes } from './classes.ts';
import { Shape } from './shape.tsx';
import './sync-button.css';

export interface SyncCounts {
  readonly isOnline: boolean;
  /** The centre answers and takes nothing, until a password is typed or another version is in use. */
  readonly isHalted?: boolean | undefined;
  /** No receipt yet. Always shown, also at 0. */
  readonly waiting: number;
  readonly conflicts?: number | undefined;
  readonly refused: number;
}

export interface SyncButtonProps extends SyncCounts {
  readonly onOpen: () => void;
}

const LINKS = {
  online: { shape: 'check', words: '已联机' },
  halted: { shape: 'pause', words: '暂停送达' },
  offline: { shape: 'offline', words: '离线工作中' },
} as const;

/** ✓ 已联机 | ↑ 待送 3 | ⇄ 冲突 2 | ↩ 退回 1: how this terminal stands with the centre, on every screen. */
export function SyncButton(props: SyncButtonProps): JSX.Element {
  const { isOnline, isHalted = false, waiting, conflicts = 0, refused, onOpen } = props;
  const link = LINKS[!isOnline ? 'offline' : isHalted ? 'halted' : 'online'];
  const words = [
    link.words,
    `待送 ${String(waiting)}`,
    ...(conflicts > 0 ? [`冲突 ${String(conflicts)}`] : []),
    ...(refused > 0 ? [`退回 ${String(refused)}`] : []),
  ];
  return (
    <button
      type="button"
      className={classes('ui-sync', link !== LINKS.online && 'ui-sync-away')}
      aria-label={`同步：${words.join('，')}`}
      onClick={onOpen}
    >
      <span className="ui-sync-link">
        <Shape name={link.shape} />
        {words[0]}
      </span>
      <span>
        <Shape name="arrowUp" />
        待送 {waiting}
      </span>
      {conflicts > 0 && (
        <span>
          <Shape name="swap" />
          冲突 {conflicts}
        </span>
      )}
      {refused > 0 && (
        <span className="ui-sync-refused">
          <Shape name="arrowBack" />
          退回 {refused}
        </span>
      )}
    </button>
  );
}
