import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { Successors } from '../../shared/actions/household-parts.ts';
import { moveOut } from '../../shared/actions/move-out.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { DayField } from './day-field.tsx';
import { HeadFields, livingMembers } from './head-field.tsx';
import { useAction } from './use-action.ts';
import { useGathered } from './use-gathered.ts';

/** 迁出 of the street, alone or with others of the household. */
export function MoveOutDialog({ personIds, ...ends }: Ends & { readonly personIds: readonly string[] }): JSX.Element {
  const action = useAction();
  const { context } = action;
  const [people, setPeople] = useState(personIds);
  const [on, setOn] = useState(action.today);
  const [to, setTo] = useState('');
  const [successors, setSuccessors] = useState<Successors>({});
  const documents = useGathered({ people: personIds }, action.rereads);
  const household = documents?.find(({ _id }) => personIds.includes(_id))?.['household'];
  const members = documents === undefined || typeof household !== 'string' ? [] : livingMembers(documents, household);
  const result = useMemo(
    () =>
      documents === undefined || to.trim() === '' || people.length === 0 || on === ''
        ? undefined
        : moveOut(documents, { people, on, to, successors }, context()),
    [documents, people, on, to, successors, context],
  );
  return (
    <ActDialog
      title="登记迁出"
      note="迁出本街道"
      actName="登记迁出"
      action={action}
      result={result}
      missing="写明迁往哪里。"
      {...ends}
    >
      {members.length > 1 && (
        <fieldset className="records-group">
          <legend>谁迁出</legend>
          {members.map(({ _id, name }) => (
            <Checkbox
              key={_id}
              label={name}
              checked={people.includes(_id)}
              onChange={(isChecked) => {
                setPeople([...people.filter((one) => one !== _id), ...(isChecked ? [_id] : [])]);
              }}
            />
          ))}
        </fieldset>
      )}
      <TextField
        label="迁往"
        required
        hint="写到区县；不知道就写“不详”。"
        maxLength={200}
        value={to}
        onChange={setTo}
      />
      <DayField label="迁出日" required max={action.today} value={on} onChange={setOn} />
      {documents !== undefined && (
        <HeadFields documents={documents} leaving={people} value={successors} onChange={setSuccessors} />
      )}
    </ActDialog>
  );
}
