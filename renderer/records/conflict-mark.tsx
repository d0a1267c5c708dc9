import type { JSX } from 'react';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { StateMark } from '../ui/state-mark.tsx';

/** 有冲突 on an open record, with the way to the desk where it is decided. Nothing where nothing is to decide. */
export function ConflictMark({ id }: { readonly id: string }): JSX.Element | null {
  const { records } = useWorkstation();
  const disputes = useLive(records.disputes) ?? [];
  if (!disputes.some(({ subject }) => subject === id)) return null;
  return (
    <a className="ui-link" href="#/sync?tab=conflicts">
      <StateMark kind="conflict" look="chip" words="有冲突，去看" />
    </a>
  );
}
