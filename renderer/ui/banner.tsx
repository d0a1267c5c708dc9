import type { JSX, ReactNode } from 'react';
import { classes } from './classes.ts';
import { Shape } from './shape.tsx';
import type { ShapeName } from './shape.tsx';
import './banner.css';

export type BannerKind = 'offline' | 'ok' | 'warn' | 'bad' | 'info';

export interface BannerProps {
  readonly kind: BannerKind;
  readonly children: ReactNode;
  /** Right end: one link or small button. */
  readonly act?: ReactNode;
  /** Boxed inside a form instead of across the page. */
  readonly boxed?: boolean | undefined;
}

const shapes: Readonly<Record<BannerKind, ShapeName | undefined>> = {
  offline: 'offline',
  ok: 'check',
  warn: 'triangle',
  bad: 'diamond',
  info: undefined,
};

/** A lasting condition, in the flow of the page. It stays until its cause is gone. */
export function Banner({ kind, children, act, boxed = false }: BannerProps): JSX.Element {
  const shape = shapes[kind];
  return (
    <div className={classes('ui-banner', `ui-banner-${kind}`, boxed && 'ui-banner-boxed')} role="status">
      {shape !== undefined && <Shape name={shape} size={14} />}
      <div className="ui-banner-words">{children}</div>
      {act}
    </div>
  );
}
