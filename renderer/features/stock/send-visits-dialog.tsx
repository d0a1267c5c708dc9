import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { makeTask } from '../../../shared/actions/make-task.ts';
import { isUnder } from '../../../shared/domain/codes.ts';
import { TASK_KIND_NAMES, type TaskKind } from '../../../shared/domain/task.ts';
import { plusDays } from '../../../shared/lib/calendar-day.ts';
import type { StockRow } from '../../../shared/stock/rows.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { ActDialog } from '../../records/act-dialog.tsx';
import { DayField } from '../../records/day-field.tsx';
import { keepingPost, useAction, type Done } from '../../records/use-action.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { parted, previewWords, whyNoVisit } from './batch.ts';
import type { ListKind } from './list-kinds.ts';
import { useSelectedRows } from './use-selected-rows.ts';

export interface SendVisitsDialogProps {
  /** `done`: of whom of the selection it was done. */
  readonly onDone: (message: Done, done: ReadonlySet<string>) => void;
  readonly onClose: () => void;
  readonly list: ListKind;
  readonly ids: ReadonlySet<string>;
  /** The conditions they were chosen by, in words without content. */
  readonly drawnBy: string;
}

const KINDS: Readonly<Record<ListKind['kind'], readonly TaskKind[]>> = {
  person: ['visit', 'canvass'],
  room: ['visit', 'inspection', 'canvass'],
  enterprise: ['inspection', 'visit'],
  component: ['inspection'],
  ledgerEntry: [],
};
/** Kinds of records somebody can be sent to. */
export const mayBeVisited = (list: ListKind): boolean => KINDS[list.kind].length > 0;

const roomOf = (row: StockRow): string | undefined =>
  row.kind === 'person' ? row.room : row.kind === 'room' ? row.id : undefined;

/** What a row is called where there is only its name to tell it by. */
const nameOf = (row: StockRow): string => (row.kind === 'room' ? row.address : row.name).slice(0, 80);

/** 派走访: one task with a target for each of the selection. */
export function SendVisitsDialog({ list, ids, drawnBy, onDone, onClose }: SendVisitsDialogProps): JSX.Element {
  const { user } = useWorkstation();
  const action = useAction();
  const { today, context } = action;
  const kinds = KINDS[list.kind];
  const [kind, setKind] = useState<TaskKind>(kinds[0] ?? 'visit');
  const [title, setTitle] = useState('');
  const [dueOn, setDueOn] = useState(plusDays(today, 7));
  const [what, setWhat] = useState('');
  const rows = useSelectedRows(list, ids);
  const { scope } = keepingPost(user);
  const preview = useMemo(
    () =>
      rows === undefined
        ? undefined
        : parted(
            rows,
            whyNoVisit((each) => isUnder(each, scope)),
          ),
    [rows, scope],
  );
  const result = useMemo(
    () =>
      preview === undefined || title.trim() === '' || dueOn === ''
        ? undefined
        : makeTask(
            {
              kind,
              title,
              what,
              startsOn: today,
              dueOn,
              drawnBy: drawnBy.slice(0, 400),
              scope,
              subjects: preview.able.map((row) => ({
                id: row.id,
                name: nameOf(row),
                scope: row.scope,
                room: roomOf(row),
              })),
            },
            context(),
          ),
    [preview, title, dueOn, kind, what, today, drawnBy, scope, context],
  );
  return (
    <ActDialog
      onDone={(message) => {
        onDone(message, new Set(preview?.able.map(({ id }) => id)));
      }}
      onClose={onClose}
      title={`派${TASK_KIND_NAMES[kind]}`}
      actName={`派${TASK_KIND_NAMES[kind]}`}
      action={action}
      result={result}
      missing="写上任务名称和截止日。"
      withoutSource
    >
      <p role="status">{preview === undefined ? '正在读取选中的…' : previewWords(preview)}</p>
      {kinds.length > 1 && (
        <RadioGroup
          look="segmented"
          label="做什么"
          value={kind}
          options={kinds.map((each) => ({ value: each, label: TASK_KIND_NAMES[each] }))}
          onChange={setKind}
        />
      )}
      <TextField
        label="任务名称"
        value={title}
        maxLength={80}
        onChange={setTitle}
        hint="如：十一月独居老人走访"
        data-autofocus
      />
      <DayField label="截止" value={dueOn} min={today} onChange={setDueOn} />
      <TextArea label="要做什么" value={what} maxLength={1000} onChange={setWhat} />
    </ActDialog>
  );
}
