import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { changeHead } from '../../shared/actions/change-head.ts';
import { relationToNewHead } from '../../shared/actions/relations.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Select } from '../ui/select.tsx';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { livingMembers } from './head-field.tsx';
import { useAction } from './use-action.ts';
import { useGathered } from './use-gathered.ts';

export interface HeadDialogProps extends Ends {
  readonly householdId: string;
}

/** 户主变更: relations are reckoned anew and can be put right before it is done. */
export function HeadDialog({ householdId, ...ends }: HeadDialogProps): JSX.Element {
  const terms = useLive(useWorkstation().catalogs.terms) ?? [];
  const action = useAction();
  const { context } = action;
  const [head, setHead] = useState<string>();
  const [said, setSaid] = useState<Readonly<Record<string, string>>>({});
  const documents = useGathered({ households: [householdId] }, action.rereads);
  const household = documents?.find(({ _id }) => _id === householdId);
  const members = documents === undefined ? [] : livingMembers(documents, householdId);
  const chosen = members.find(({ _id }) => _id === head);
  const result = useMemo(
    () =>
      documents === undefined || head === undefined
        ? undefined
        : changeHead(documents, { household: householdId, head, relations: said }, context()),
    [documents, householdId, head, said, context],
  );
  const relations = terms
    .filter(({ list, code }) => list === 'relation' && code !== '01' && code !== '02')
    .map(({ code, label }) => ({ value: code, label }));
  return (
    <ActDialog title="户主变更" actName="变更户主" action={action} result={result} missing="选新户主。" {...ends}>
      <RadioGroup
        label="新户主"
        value={head}
        options={members
          .filter(({ _id }) => _id !== household?.['head'])
          .map(({ _id, name }) => ({ value: _id, label: name }))}
        onChange={(id) => {
          setHead(id);
          setSaid({});
        }}
      />
      {chosen !== undefined &&
        members
          .filter(({ _id }) => _id !== chosen._id)
          .map((member) => (
            <Select
              key={member._id}
              label={`${member.name}是${chosen.name}的`}
              value={said[member._id] ?? relationToNewHead(member, chosen) ?? ''}
              placeholder="推不出来，选一项"
              options={relations}
              onChange={(code) => {
                setSaid({ ...said, [member._id]: code });
              }}
            />
          ))}
    </ActDialog>
  );
}
