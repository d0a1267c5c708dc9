import { useId } from 'react';
import type { JSX, ReactNode } from 'react';
import { classes } from './classes.ts';
import './panel.css';

export interface PaneHeadProps {
  readonly title: ReactNode;
  readonly titleId?: string | undefined;
  /** A count right after the title, part of its words: 待派遣 23. */
  readonly count?: number | undefined;
  /** A quieter remark after the title. */
  readonly note?: ReactNode;
  /** Right end. */
  readonly acts?: ReactNode;
  readonly icon?: ReactNode;
  readonly level?: 2 | 3 | undefined;
}

/** The 38 px head of a pane or panel. */
export function PaneHead({ title, titleId, count, note, acts, icon, level = 2 }: PaneHeadProps): JSX.Element {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div className="ui-pane-head">
      {icon}
      <Heading className="ui-pane-title ui-cut" id={titleId}>
        {title}
        {count !== undefined && ` ${count.toLocaleString('zh-CN')}`}
      </Heading>
      {note !== undefined && <span className="ui-pane-note ui-cut">{note}</span>}
      {acts !== undefined && <div className="ui-pane-acts">{acts}</div>}
    </div>
  );
}

export interface PanelProps extends Omit<PaneHeadProps, 'titleId'> {
  readonly children: ReactNode;
  /** A coloured edge: red only for refusals, and only when there is one. */
  readonly edge?: 'bad' | undefined;
  readonly foot?: ReactNode;
  /** The body has padding; lists and tables go edge to edge without. */
  readonly padded?: boolean | undefined;
  readonly className?: string | undefined;
}

/** White, one line around, on the grey page. Its body scrolls, the page does not. */
export function Panel({ children, edge, foot, padded = false, className, ...head }: PanelProps): JSX.Element {
  const titleId = useId();
  return (
    <section className={classes('ui-panel', edge === 'bad' && 'ui-panel-bad', className)} aria-labelledby={titleId}>
      <PaneHead {...head} titleId={titleId} />
      <div className={padded ? 'ui-panel-body ui-panel-padded' : 'ui-panel-body'}>{children}</div>
      {foot !== undefined && <div className="ui-panel-foot">{foot}</div>}
    </section>
  );
}
