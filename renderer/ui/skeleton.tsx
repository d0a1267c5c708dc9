import { useEffect, useState } from 'react';
import type { JSX } from 'react';
import { tokens } from './tokens.ts';
import './skeleton.css';

export interface SkeletonProps {
  readonly rows?: number | undefined;
  readonly rowHeight?: number | undefined;
  /** Read aloud: 正在读取事件 */
  readonly label: string;
}

const indices = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);

/** Still, grey rows in the shape of the real ones, and only when the wait is long enough to be noticed. */
export function Skeleton({ rows = 6, rowHeight = 34, label }: SkeletonProps): JSX.Element | null {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setDue(true);
    }, tokens.motion.skeletonAfterMs);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  if (!isDue) return null;
  return (
    <div className="ui-skeleton" role="status">
      <span className="ui-only-read">{label}</span>
      {indices(rows).map((row) => (
        <div
          key={row}
          className="ui-skeleton-row"
          style={{ height: rowHeight }}
          data-shape={row % 4}
          aria-hidden="true"
        >
          <i />
          <i />
          <i />
        </div>
      ))}
    </div>
  );
}
