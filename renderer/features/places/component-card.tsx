import { useState } from 'react';
import type { JSX } from 'react';
import { editFields } from '../../../shared/actions/edit-fields.ts';
import { CONDITION_NAMES, type ComponentDocument } from '../../../shared/domain/component.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';
import { troubleWords } from '../../records/act-note.tsx';
import { SaveDialog } from '../../records/save-dialog.tsx';
import { useAction, type Done } from '../../records/use-action.ts';
import { useOpened } from '../../records/use-opened.ts';
import { useTyped } from '../../records/use-typed.ts';
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

const inspected = ({ condition, keeper, inspectDueOn, note }: ComponentDocument) => ({
  condition,
  keeper: keeper?.name ?? '',
  dueOn: inspectDueOn ?? '',
  note: note ?? '',
});

/** What was found at an inspection: condition, keeper, when to come again. */
function ConditionDialog({ record: present, onDone, onClose }: ConditionDialogProps): JSX.Element {
  const { clock } = useWorkstation();
  const action = useAction();
  const record = useOpened(present, action.rereads);
  const [typed, setTyped] = useTyped(record, inspected);
  const { condition, keeper, dueOn, note } = typed;
  const type = (change: Partial<typeof typed>): void => {
    setTyped((before) => ({ ...before, ...change }));
  };
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
      problem={troubleWords(action.trouble)}
      onSave={() => void save()}
      onClose={onClose}
    >
      <RadioGroup
        label="状态"
        value={condition}
        options={CONDITIONS}
        onChange={(next) => {
          type({ condition: next });
        }}
      />
      <TextField
        label="养护单位"
        value={keeper}
        maxLength={100}
        onChange={(next) => {
          type({ keeper: next });
        }}
      />
      <TextField
        label="下次检查"
        type="date"
        value={dueOn}
        onChange={(next) => {
          type({ dueOn: next });
        }}
      />
      <TextField
        label="备注"
        value={note}
        maxLength={1000}
        onChange={(next) => {
          type({ note: next });
        }}
      />
    </SaveDialog>
  );
}
