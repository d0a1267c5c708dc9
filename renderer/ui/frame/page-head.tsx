import type { JSX, ReactNode } from 'react';
import './frame.css';

export interface PageHeadProps {
  readonly title: ReactNode;
  /** 11 月 20 日 周五 */
  readonly note?: ReactNode;
  /** Right end; at most one primary button among them. */
  readonly acts?: ReactNode;
}

export function PageHead({ title, note, acts }: PageHeadProps): JSX.Element {
  return (
    <div className="frame-page-head">
      <h1>{title}</h1>
      {note !== undefined && <div className="frame-page-note">{note}</div>}
      {acts !== undefined && <div className="frame-page-acts">{acts}</div>}
    </div>
  );
}

export interface PageBodyProps {
  /** A `grid-template-columns`, such as `minmax(0, 1fr) 316px`. */
  readonly columns?: string | undefined;
  readonly children: ReactNode;
}

/** The grey ground on which panels stand, 12 px apart. */
export function PageBody({ columns = 'minmax(0, 1fr)', children }: PageBodyProps): JSX.Element {
  return (
    <div className="frame-page-body" style={{ gridTemplateColumns: columns }}>
      {children}
    </div>
  );
}
