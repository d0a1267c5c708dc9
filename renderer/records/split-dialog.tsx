import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { Successors } from '../../shared/actions/household-parts.ts';
import { splitHousehold } from '../../shared/actions/households.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { HeadFields, livingMembers } from './head-field.tsx';
import { useAction } from './use-action.ts';
import { useGathered } from './use-gathered.ts';

export interface SplitDialogProps extends Ends {
  readonly householdId: string;
}

/** 分户: who goes into the new household, and its head. Homes stay where they are. */
export function SplitDialog({ householdId, ...ends }: SplitDialogProps): JSX.Element {
  const action = useAction();
  const { context } = action;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [head, setHead] = useState('');
  const [number, setNumber] = useState('');
  const [successors, setSuccessors] = useState<Successors>({});
  const documents = useGathered({ households: [householdId] }, action.rereads);
  const members = documents === undefined ? [] : livingMembers(documents, householdId);
  const leaving = members.filter(({ _id }) => chosen.includes(_id));
  const chief = chosen.includes(head) ? head : (chosen[0] ?? '');
  const result = useMemo(() => {
    if (documents === undefined || chosen.length === 0) return undefined;
    const input = { household: householdId, members: chosen, head: chief, number: number.trim(), successors };
    return splitHousehold(documents, input, context());
  }, [documents, householdId, chosen, chief, number, successors, context]);
  return (
    <ActDialog title="分户" actName="登记分户" action={action} result={result} missing="选分出去的人。" {...ends}>
      <fieldset className="records-group">
        <legend>分出去的人</legend>
        {members.map(({ _id, name }) => (
          <Checkbox
            key={_id}
            label={name}
            checked={chosen.includes(_id)}
            onChange={(isChecked) => {
              setChosen([...chosen.filter((one) => one !== _id), ...(isChecked ? [_id] : [])]);
            }}
          />
        ))}
      </fieldset>
      {leaving.length > 0 && (
        <Select
          label="新户户主"
          value={chief}
          options={leaving.map(({ _id, name }) => ({ value: _id, label: name }))}
          onChange={setHead}
        />
      )}
      {documents !== undefined && (
        <HeadFields documents={documents} leaving={chosen} value={successors} onChange={setSuccessors} />
      )}
      <TextField label="户号" note="选填" maxLength={20} value={number} onChange={setNumber} />
    </ActDialog>
  );
}
