import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { changeClass, type ChangeClassInput } from '../../shared/actions/change-class.ts';
import { PERSON_CLASS_NAMES, PERSON_CLASSES, type PersonClass } from '../../shared/domain/person.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { PersonFields } from './person-fields.tsx';
import { emptyTyped, fieldsOfClass, valuesOf } from './person-typed.ts';
import { useAction } from './use-action.ts';

export interface ClassDialogProps extends Ends {
  readonly personId: string;
}
const NO_PROBLEMS: ReadonlyMap<string, string> = new Map();

/** 户籍 ↔ 流动 ↔ 境外, with the fields that apply from then on. */
export function ClassDialog({ personId, ...ends }: ClassDialogProps): JSX.Element | null {
  const { records } = useWorkstation();
  const action = useAction();
  const { context } = action;
  const live = useMemo(() => records.one('person', personId), [records, personId]);
  const person = useLive(live);
  const [wanted, setWanted] = useState<PersonClass>();
  const [typed, setTyped] = useState(() => emptyTyped('floating'));
  const result = useMemo(() => {
    if (person === undefined || person === null || wanted === undefined) return undefined;
    const values = valuesOf(typed, fieldsOfClass(wanted));
    const fields = Object.fromEntries(
      Object.entries(values).flatMap(([path, value]) =>
        value === undefined || !path.startsWith(`${wanted}.`) ? [] : [[path.slice(wanted.length + 1), value]],
      ),
    ) as NonNullable<ChangeClassInput['fields']>;
    return changeClass([person], { person: personId, class: wanted, fields }, context());
  }, [person, personId, wanted, typed, context]);
  if (person === undefined || person === null) return null;
  return (
    <ActDialog
      title="改类别"
      note={`${person.name}，现为${PERSON_CLASS_NAMES[person.class]}`}
      actName="改类别"
      action={action}
      result={result}
      missing="选改成哪一类。"
      {...ends}
    >
      <RadioGroup<PersonClass>
        label="改为"
        value={wanted}
        options={PERSON_CLASSES.filter((one) => one !== person.class).map((value) => ({
          value,
          label: PERSON_CLASS_NAMES[value],
        }))}
        onChange={setWanted}
      />
      {wanted !== undefined && (
        <PersonFields typed={typed} fields={fieldsOfClass(wanted)} problems={NO_PROBLEMS} onChange={setTyped} />
      )}
    </ActDialog>
  );
}
