import type { JSX, ReactNode } from 'react';
import { Shape, type ShapeName, type Tone } from './shape.tsx';
import './figure.css';

export interface FigureProps {
  readonly label: string;
  readonly value: ReactNode;
  /** What the value is made of, or how old it is. */
  readonly note: ReactNode;
  readonly shape?: ShapeName;
  readonly tone?: Tone;
}

/** One figure of a row of figures; stands in a `dl`. A tone colours its name, never the value alone. */
export function Figure({ label, value, note, shape, tone }: FigureProps): JSX.Element {
  return (
    <div className="ui-figure" data-tone={tone}>
      <dt>
        {shape !== undefined && <Shape name={shape} tone={tone} />}
        {label}
      </dt>
      <dd>{value}</dd>
      <dd className="ui-figure-note">{note}</dd>
    </div>
  );
}
