import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { Successors } from '../../shared/actions/household-parts.ts';
import { voidRecord } from '../../shared/actions/void-record.ts';
import { TextField } from '../ui/text-field.tsx';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { HeadFields } from './head-field.tsx';
import { useAction } from './use-action.ts';
import { useGathered } from './use-gathered.ts';

export interface VoidDialogProps extends Ends {
  readonly personId: string;
}

/** 作废: the file should not have been. Its homes and its place in the household go with it; the history stays, and takes it back. */
export function VoidDialog({ personId, ...ends }: VoidDialogProps): JSX.Element {
  const action = useAction();
  const { context, source } = action;
  const [reason, setReason] = useState('');
  const [successors, setSuccessors] = useState<Successors>({});
  const leaving = useMemo(() => [personId], [personId]);
  const documents = useGathered({ people: leaving }, action.rereads);
  const name = documents?.find(({ _id }) => _id === personId)?.['name'];
  const result = useMemo(
    () =>
      documents === undefined || reason.trim() === ''
        ? undefined
        : voidRecord(documents, { record: personId, successors }, context(source, reason)),
    [documents, personId, reason, successors, context, source],
  );
  return (
    <ActDialog
      title="作废档案"
      note={typeof name === 'string' ? name : undefined}
      actName="作废档案"
      action={action}
      result={result}
      missing="写作废的原因。"
      isDanger
      {...ends}
    >
      <TextField
        label="原因"
        required
        note="如：重复建档，与某某是同一人"
        maxLength={200}
        value={reason}
        onChange={setReason}
      />
      {documents !== undefined && (
        <HeadFields documents={documents} leaving={leaving} value={successors} onChange={setSuccessors} />
      )}
    </ActDialog>
  );
}
