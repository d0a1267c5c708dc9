import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { birth } from '../../shared/actions/birth.ts';
import { normalisedId, readCitizenId } from '../../shared/domain/identifiers/citizen-id.ts';
import { useWorkstation } from '../data/hooks.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { DayField } from './day-field.tsx';
import { livingMembers } from './head-field.tsx';
import { useAction } from './use-action.ts';
import { useGathered } from './use-gathered.ts';

export interface BirthDialogProps extends Ends {
  /** Mother or father. */
  readonly parentId: string;
}
const SEXES = [
  { value: '1', label: '男' },
  { value: '2', label: '女' },
] as const;

/** 出生: into the household and home of the parent. */
export function BirthDialog({ parentId, ...ends }: BirthDialogProps): JSX.Element {
  const isDemonstration = useWorkstation().policy.demonstration === true;
  const action = useAction();
  const { context } = action;
  const [name, setName] = useState('');
  const [sex, setSex] = useState<'1' | '2'>();
  const [born, setBorn] = useState('');
  const [idNumber, setIdNumber] = useState('');
  const [other, setOther] = useState('');
  const documents = useGathered({ people: [parentId] }, action.rereads);
  const parent = documents?.find(({ _id }) => _id === parentId);
  const household = parent?.['household'];
  const members =
    documents === undefined || typeof household !== 'string'
      ? []
      : livingMembers(documents, household).filter(({ _id }) => _id !== parentId);
  const read = idNumber === '' ? undefined : readCitizenId(idNumber, { isDemonstration });
  const result = useMemo(() => {
    if (documents === undefined || name.trim() === '' || sex === undefined || born === '') return undefined;
    const input = { parent: parentId, otherParent: other === '' ? undefined : other, name, sex, born };
    return birth(documents, { ...input, idNumber: idNumber === '' ? undefined : normalisedId(idNumber) }, context());
  }, [documents, parentId, other, name, sex, born, idNumber, context]);
  return (
    <ActDialog
      title="登记出生"
      note={typeof parent?.['name'] === 'string' ? `随 ${parent['name']}` : undefined}
      actName="登记出生"
      action={action}
      result={result}
      missing="写姓名、性别和出生日期。"
      {...ends}
    >
      <TextField label="姓名" required hint="没取名可以写“严某之子”。" maxLength={60} value={name} onChange={setName} />
      <TextField
        label="身份号"
        note="上了户口再填"
        maxLength={30}
        value={idNumber}
        error={read?.ok === false ? read.reason.words : undefined}
        onChange={(text) => {
          setIdNumber(text);
          const now = readCitizenId(text, { isDemonstration });
          if (!now.ok) return;
          setBorn(now.value.birth);
          setSex(now.value.sex);
        }}
      />
      <RadioGroup label="性别" value={sex} options={SEXES} onChange={setSex} />
      <DayField label="出生日期" required max={action.today} value={born} onChange={setBorn} />
      {members.length > 0 && (
        <Select
          label="另一位父母"
          note="选填"
          value={other === '' ? '-' : other}
          options={[{ value: '-', label: '不在本户' }, ...members.map((one) => ({ value: one._id, label: one.name }))]}
          onChange={(id) => {
            setOther(id === '-' ? '' : id);
          }}
        />
      )}
    </ActDialog>
  );
}
