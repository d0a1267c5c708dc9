import type { JSX } from 'react';
import { classes } from './classes.ts';
import './shape.css';

/** The marks that carry a state together with its colour and its words. Never shown without words beside or for the reader. */
export type ShapeName =
  | 'circle'
  | 'triangle'
  | 'diamond'
  | 'pause'
  | 'check'
  | 'ring'
  | 'arrowUp'
  | 'arrowBack'
  | 'swap'
  | 'offline'
  | 'half'
  | 'flag'
  | 'square';

export type Tone = 'ok' | 'warn' | 'bad' | 'primary' | 'violet' | 'paused' | 'plain';

const drawings: Readonly<Record<ShapeName, JSX.Element>> = {
  circle: <circle cx="8" cy="8" r="5.5" fill="currentColor" />,
  triangle: (
    <>
      <path d="M8 1.6 15 14H1Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
      <path d="M8 6v4.2M8 11.6v1.4" className="ui-shape-cut" />
    </>
  ),
  diamond: (
    <>
      <path d="M8 .8 15.2 8 8 15.2.8 8Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
      <path d="M8 4.2v4.4M8 10.2v1.5" className="ui-shape-cut" />
    </>
  ),
  pause: <path d="M4 3h2.6v10H4zM9.4 3H12v10H9.4z" fill="currentColor" />,
  check: <path d="m2.5 8.6 3.6 3.6 7.4-8" className="ui-shape-line" />,
  ring: <circle cx="8" cy="8" r="5" className="ui-shape-line" />,
  arrowUp: <path d="M8 14V2.8M3.4 7.2 8 2.6l4.6 4.6" className="ui-shape-line" />,
  arrowBack: <path d="M6.2 2.4 2.6 6l3.6 3.6M2.8 6h6.6a3.9 3.9 0 0 1 0 7.8H6" className="ui-shape-line" />,
  swap: <path d="M2 5.4h11.2M10.4 2.4l3 3-3 3M14 10.6H2.8m2.8 3-3-3 3-3" className="ui-shape-line ui-shape-fine" />,
  offline: (
    <>
      <circle cx="8" cy="8" r="5.8" className="ui-shape-line" />
      <path d="m4 4 8 8" className="ui-shape-line" />
    </>
  ),
  half: (
    <>
      <circle cx="8" cy="8" r="5.8" className="ui-shape-line ui-shape-fine" />
      <path d="M8 2.2a5.8 5.8 0 0 0 0 11.6Z" fill="currentColor" />
    </>
  ),
  flag: <path d="M3.5 15V2h9l-2.4 3.6L12.5 9H4.4" className="ui-shape-line ui-shape-fine" />,
  square: <path d="M3 3h10v10H3z" fill="currentColor" />,
};

export interface ShapeProps {
  readonly name: ShapeName;
  readonly tone?: Tone | undefined;
  /** Edge in CSS pixels; 12 beside text. */
  readonly size?: number | undefined;
}

export function Shape({ name, tone, size = 12 }: ShapeProps): JSX.Element {
  return (
    <svg
      className={classes('ui-shape', tone !== undefined && `ui-tone-${tone}`)}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      {drawings[name]}
    </svg>
  );
}
