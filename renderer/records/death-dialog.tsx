import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { death } from '../../shared/actions/death.ts';
import type { Successors } from '../../shared/actions/household-parts.ts';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { DayField } from './day-field.tsx';
import { HeadFields } from './head-field.tsx';
import { useAction } from './use-action.ts';
import { useGathered } from './use-gathered.ts';

export interface DeathDialogProps extends Ends {
  readonly personId: string;
}

/** 死亡: the day, and who becomes head where the head dies. */
export function DeathDialog({ personId, ...ends }: DeathDialogProps): JSX.Element {
  const action = useAction();
  const { context } = action;
  const [on, setOn] = useState('');
  const [successors, setSuccessors] = useState<Successors>({});
  const leaving = useMemo(() => [personId], [personId]);
  const documents = useGathered({ people: leaving }, action.rereads);
  const name = documents?.find(({ _id }) => _id === personId)?.['name'];
  const result = useMemo(
    () =>
      documents === undefined || on === ''
        ? undefined
        : death(documents, { person: personId, on, successors }, context()),
    [documents, personId, on, successors, context],
  );
  return (
    <ActDialog
      title="登记死亡"
      note={typeof name === 'string' ? name : undefined}
      actName="登记死亡"
      action={action}
      result={result}
      missing="写死亡日期。"
      {...ends}
    >
      <DayField label="死亡日期" required max={action.today} value={on} onChange={setOn} />
      {documents !== undefined && (
        <HeadFields documents={documents} leaving={leaving} value={successors} onChange={setSuccessors} />
      )}
    </ActDialog>
  );
}
