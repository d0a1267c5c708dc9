import type { JSX, ReactNode } from 'react';
import { FormDialog } from './form-dialog.tsx';

export interface SaveDialogProps {
  readonly title: string;
  readonly note?: string | undefined;
  readonly size?: 'small' | 'wide' | undefined;
  /** A verb: 存入台账 */
  readonly saveName: string;
  readonly isBusy: boolean;
  /** Why it could not be saved, and what to do. */
  readonly problem: string | undefined;
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form of plain fields that is saved as it stands, with nothing to be foreseen. */
export function SaveDialog({ saveName, problem, onSave, ...form }: SaveDialogProps): JSX.Element {
  return (
    <FormDialog
      {...form}
      actName={saveName}
      onSubmit={onSave}
      says={
        problem !== undefined && (
          <p className="ui-field-error" role="alert">
            {problem}
          </p>
        )
      }
    />
  );
}
