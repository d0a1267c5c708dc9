import type { JSX, ReactNode } from 'react';
import { Shape } from './shape.tsx';
import type { ShapeName, Tone } from './shape.tsx';
import './timeline.css';

export interface TimelineEntry {
  readonly id: string;
  /** 立案 */
  readonly title: ReactNode;
  /** 柏若溪 09:18 · 用时 7 分 */
  readonly aside?: ReactNode;
  readonly body?: ReactNode;
  readonly shape?: ShapeName | undefined;
  readonly tone?: Tone | undefined;
}

export interface TimelineProps {
  readonly label: string;
  /** In the order shown; the newest first. */
  readonly entries: readonly TimelineEntry[];
}

export function Timeline({ label, entries }: TimelineProps): JSX.Element {
  return (
    <ol className="ui-timeline" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id} className="ui-timeline-entry">
          <span className="ui-timeline-mark">
            <Shape name={entry.shape ?? 'check'} tone={entry.tone ?? 'ok'} size={13} />
          </span>
          <div className="ui-timeline-head">
            <b data-tone={entry.tone}>{entry.title}</b>
            {entry.aside !== undefined && <span className="ui-timeline-aside">{entry.aside}</span>}
          </div>
          {entry.body !== undefined && <div className="ui-timeline-body">{entry.body}</div>}
        </li>
      ))}
    </ol>
  );
}
