import type { JSX } from 'react';
import type { Ends } from './act-dialog.tsx';
import { MoveHouseholdDialog } from './move-household-dialog.tsx';
import { MoveInDialog } from './move-in-dialog.tsx';
import { MoveOutDialog } from './move-out-dialog.tsx';

export interface MoveDialogProps extends Ends {
  /** `in`: people into a room; `household`: a whole family to another room; `out`: people out of the street. */
  readonly kind: 'in' | 'household' | 'out';
  readonly personIds?: readonly string[] | undefined;
  readonly householdId?: string | undefined;
  /** Where they move in. */
  readonly roomId?: string | undefined;
}

const NOBODY: readonly string[] = [];

export function MoveDialog(props: MoveDialogProps): JSX.Element | null {
  const { kind, personIds = NOBODY, householdId, roomId, onDone, onClose } = props;
  const ends = { onDone, onClose };
  switch (kind) {
    case 'in':
      return <MoveInDialog personIds={personIds} roomId={roomId} {...ends} />;
    case 'out':
      return <MoveOutDialog personIds={personIds} {...ends} />;
    case 'household':
      return householdId === undefined ? null : <MoveHouseholdDialog householdId={householdId} {...ends} />;
  }
}
