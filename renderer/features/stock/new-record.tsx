import { useState } from 'react';
import type { JSX } from 'react';
import { mayWriteType } from '../../../shared/access/rights.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { EnterpriseDialog } from '../../records/enterprise-dialog.tsx';
import { LedgerDialog } from '../../records/ledger-dialog.tsx';
import { MoveInDialog } from '../../records/move-in-dialog.tsx';
import type { Done } from '../../records/use-action.ts';
import { Button } from '../../ui/button.tsx';
import type { ListKind } from './list-kinds.ts';

export interface NewRecordProps {
  readonly list: ListKind;
  readonly onDone: (done: Done) => void;
}

const NOBODY: readonly string[] = [];

/** 新增 of what the list is about. Rooms are made in the picture of their building, components by a survey of their points. */
export function NewRecord({ list, onDone }: NewRecordProps): JSX.Element | null {
  const { user } = useWorkstation();
  const [isOpen, setOpen] = useState(false);
  const close = (): void => {
    setOpen(false);
  };
  const { kind, ledger } = list;
  if (kind === 'room' || kind === 'component' || !mayWriteType(user, kind)) return null;
  const words = kind === 'person' ? '新增居民' : kind === 'enterprise' ? '新增单位' : `新增${list.label}`;
  const dialog = (): JSX.Element | null => {
    if (kind === 'person')
      return <MoveInDialog title={words} actName={words} personIds={NOBODY} onDone={onDone} onClose={close} />;
    if (kind === 'enterprise') return <EnterpriseDialog onDone={onDone} onClose={close} />;
    return ledger === undefined ? null : <LedgerDialog ledger={ledger} onDone={onDone} onClose={close} />;
  };
  return (
    <>
      <Button
        kind="primary"
        onClick={() => {
          setOpen(true);
        }}
      >
        {words}
      </Button>
      {isOpen && dialog()}
    </>
  );
}
