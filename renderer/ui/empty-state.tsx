import type { JSX, ReactNode } from 'react';
import { IconEmpty, IconNothingFound } from './icons.tsx';
import { MessageState } from './message-state.tsx';

export interface EmptyStateProps {
  /** `none`: there is truly nothing. `filtered`: there is something, the conditions hide it. */
  readonly kind?: 'none' | 'filtered' | undefined;
  /** 没有待核实的事件 */
  readonly title: string;
  /** What will come here; or the total that exists. */
  readonly children?: ReactNode;
  /** The way back when filtered. */
  readonly acts?: ReactNode;
}

export function EmptyState({ kind = 'none', title, children, acts }: EmptyStateProps): JSX.Element {
  return (
    <MessageState icon={kind === 'none' ? <IconEmpty /> : <IconNothingFound />} title={title} acts={acts}>
      {children ?? (kind === 'none' ? '有新的会出现在这里。' : undefined)}
    </MessageState>
  );
}
