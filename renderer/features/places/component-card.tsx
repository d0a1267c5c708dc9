import { useState } from 'react';
import type { JSX } from 'react';
import { editFields } from '../../../shared/actions/edit-fields.ts';
import { CONDITION_NAMES, type ComponentDocument } from '../../../shared/domain/component.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';
import { SaveDialog } from '../../records/save-dialog.tsx';
import { useAction, type Done } from '../../records/use-action.ts';
import { useOpened } from '../../records/use-opened.ts';
import { Chip } from '../../ui/chip.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { PlaceFrame } from './place-frame.tsx';
import { componentGroups } from './place-fields.ts';
import type { PlacePageProps } from './place-page-props.ts';
import { WorkPanel } from './work-panel.tsx';

interface ComponentCardProps extends PlacePageProps {
  readonly record: ComponentDocument;
}

export function ComponentCard({ record, onOpen, onShowOnMap, onBack }: ComponentCardProps): JSX.Element {
  const [heard, setHeard] = useState<(done: Done) => void>();
  const [isEditing, setEditing] = useState(false);
  return (
    <>
      <PlaceFrame
        record={record}
        title={record.name}
        chips={record.condition === 'intact' ? undefined : <Chip tone="warn">{CONDITION_NAMES[record.condition]}</Chip>}
        groups={componentGroups(record)}
        onBack={onBack}
        onShowOnMap={() => {
          onShowOnMap('component', record._id);
        }}
        main={{
          words: '登记状态',
          run: (tell) => {
            setHeard(() => tell);
            setEditing(true);
          },
        }}
        side={() => <WorkPanel subject={record._id} building={undefined} onOpen={onOpen} />}
      />
      {isEditing && (
        <ConditionDialog
          record={record}
          onDone={(done) => heard?.(done)}
          onClose={() => {
            setEditing(false);
          }}
        />
      )}
    </>
  );
}

interface ConditionDialogProps {
  readonly record: ComponentDocument;
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
}

const CONDITIONS = (Object.keys(CONDITION_NAMES) as ComponentDocument['condition'][]).map((value) => ({
  value,
  label: CONDITION_NAMES[value],
}));

/** What was found at an inspection: condition, keeper, when to come again. */
function ConditionDialog({ record: present, onDone, onClose }: ConditionDialogProps): JSX.Element {
  const record = useOpened(present);
  const { clock } = useWorkstation();
  const action = useAction();
  const [condition, setCondition] = useState(record.condition);
  const [keeper, setKeeper] = useState(record.keeper?.name ?? '');
  const [dueOn, setDueOn] = useState(record.inspectDueOn ?? '');
  const [note, setNote] = useState(record.note ?? '');
  const save = async (): Promise<void> => {
    const context = action.context('巡查');
    const done = await action.run(
      editFields(
        [record],
        {
          record: record._id,
          values: {
            condition,
            ...(condition === record.condition ? {} : { changedOn: shanghaiDay(clock.nowMs()) }),
            keeper: keeper.trim() === '' ? undefined : { ...record.keeper, name: keeper.trim() },
            inspectedAt: context.nowIso,
            inspectDueOn: dueOn === '' ? undefined : dueOn,
            note: note.trim() === '' ? undefined : note.trim(),
          },
          fieldNames: {
            condition: '状态',
            keeper: '养护单位',
            inspectedAt: '上次检查',
            inspectDueOn: '下次检查',
            note: '备注',
          },
          subjectName: record.name,
        },
        context,
      ),
    );
    if (done === null) return;
    onDone(done);
    onClose();
  };
  return (
    <SaveDialog
      title={`登记状态 · ${record.name}`}
      saveName="登记"
      isBusy={action.isBusy}
      problem={
        action.trouble === null ? undefined : `${action.trouble.what}${action.trouble.safe}${action.trouble.next}`
      }
      onSave={() => void save()}
      onClose={onClose}
    >
      <RadioGroup label="状态" value={condition} options={CONDITIONS} onChange={setCondition} />
      <TextField label="养护单位" value={keeper} onChange={setKeeper} maxLength={100} />
      <TextField label="下次检查" type="date" value={dueOn} onChange={setDueOn} />
      <TextField label="备注" value={note} onChange={setNote} maxLength={1000} />
    </SaveDialog>
  );
}
