import type { JSX, ReactNode } from 'react';
import './message-state.css';

export interface MessageStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly acts?: ReactNode;
  readonly role?: 'status' | 'alert' | undefined;
}

/** The common anatomy of a pane with nothing to show: mark, one sentence, what follows, at most two acts. */
export function MessageState({ icon, title, children, acts, role = 'status' }: MessageStateProps): JSX.Element {
  return (
    <div className="ui-message" role={role}>
      <div className="ui-message-icon">{icon}</div>
      <p className="ui-message-title">{title}</p>
      {children !== undefined && children !== null && <div className="ui-message-words">{children}</div>}
      {acts !== undefined && acts !== null && <div className="ui-message-acts">{acts}</div>}
    </div>
  );
}
