import { useState } from 'react';
import type { JSX } from 'react';
import { makeTask } from '../../../shared/actions/make-task.ts';
import type { RoomDocument } from '../../../shared/domain/room.ts';
import type { TaskKind } from '../../../shared/domain/task.ts';
import { plusDays } from '../../../shared/lib/calendar-day.ts';
import { ActDialog, type Ends } from '../../records/act-dialog.tsx';
import { useAction } from '../../records/use-action.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { Dweller } from './dwellers.ts';

export interface VisitTaskDialogProps extends Ends {
  readonly room: RoomDocument;
  /** 27幢 2单元 502 */
  readonly title: string;
  readonly dwellers: readonly Dweller[];
}

/** 派走访: to who lives here, or to the room itself; whoever keeps the grid finds it among his tasks. */
export function VisitTaskDialog({ room, title, dwellers, onDone, onClose }: VisitTaskDialogProps): JSX.Element {
  const action = useAction();
  const here = dwellers.flatMap(({ person }) => (person === null || person === undefined ? [] : [person]));
  const [kind, setKind] = useState<TaskKind>(here.length === 0 ? 'inspection' : 'visit');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(here.map(({ _id }) => _id)));
  const [dueOn, setDueOn] = useState(plusDays(action.today, 7));
  const [what, setWhat] = useState('');
  const people = here.filter(({ _id }) => chosen.has(_id));
  const result = makeTask(
    {
      kind,
      title: kind === 'visit' ? title : `${title} 安全检查`,
      what,
      startsOn: action.today,
      dueOn,
      drawnBy: `楼栋图里从 ${title} 派的`,
      scope: room.scope,
      subjects:
        kind === 'visit'
          ? people.map(({ _id, name, scope }) => ({ id: _id, name, scope, room: room._id }))
          : [{ id: room._id, name: title, scope: room.scope, room: room._id }],
    },
    action.context(),
  );
  return (
    <ActDialog
      title="派走访"
      note={title}
      actName="派出"
      action={action}
      result={result}
      withoutSource
      onDone={onDone}
      onClose={onClose}
    >
      {here.length > 0 && (
        <RadioGroup
          label="做什么"
          value={kind}
          options={[
            { value: 'visit', label: '走访住在这里的人' },
            { value: 'inspection', label: '检查这一室' },
          ]}
          onChange={setKind}
        />
      )}
      {kind === 'visit' && here.length > 0 && (
        <fieldset className="records-group">
          <legend>走访谁</legend>
          {here.map(({ _id, name }) => (
            <Checkbox
              key={_id}
              label={name}
              checked={chosen.has(_id)}
              onChange={(isChosen) => {
                const next = new Set(chosen);
                if (isChosen) next.add(_id);
                else next.delete(_id);
                setChosen(next);
              }}
            />
          ))}
        </fieldset>
      )}
      <TextField label="几号前完成" type="date" value={dueOn} onChange={setDueOn} />
      <TextArea label="要看什么" note="选填" rows={2} value={what} onChange={setWhat} />
    </ActDialog>
  );
}
