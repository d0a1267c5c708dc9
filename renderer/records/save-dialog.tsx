import type { JSX, ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useShortcuts } from '../ui/shortcuts.tsx';

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

/** A form of plain fields that is saved as it stands, with nothing to be foreseen. Ctrl Enter saves. */
export function SaveDialog(props: SaveDialogProps): JSX.Element {
  const { title, note, size, saveName, isBusy, problem, onSave, onClose, children } = props;
  const save = (): void => {
    if (!isBusy) onSave();
  };
  useShortcuts([{ keys: 'Ctrl+Enter', label: saveName, group: '表单', inDialog: true, run: save }]);
  return (
    <Dialog
      title={title}
      note={note}
      size={size}
      onClose={onClose}
      acts={
        <>
          <Button kind="primary" keyHint="Ctrl Enter" busyText={isBusy ? '正在存…' : undefined} onClick={save}>
            {saveName}
          </Button>
          <Button onClick={onClose}>取消</Button>
        </>
      }
    >
      <form
        className="ui-stack"
        onSubmit={(event) => {
          event.preventDefault();
        }}
      >
        {children}
        {problem !== undefined && (
          <p className="ui-tone-bad" role="alert">
            {problem}
          </p>
        )}
      </form>
    </Dialog>
  );
}
