import { useState } from 'react';
import type { JSX } from 'react';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import { OUTCOME_NAMES, type TargetDocument, type TargetOutcome } from '../../../shared/domain/task.ts';
import { ActDialog } from '../../records/act-dialog.tsx';
import { useAction, type Done } from '../../records/use-action.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { openVisit, plainVisit, VISIT_OUTCOMES, visitOfTarget } from './plain-visit.ts';

export interface VisitDialogProps {
  readonly person: PersonDocument;
  /** Every visit to this person, as it is now. The one due first when the dialog opens is the one that is recorded; without one it is a plain visit. */
  readonly targets: readonly TargetDocument[];
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
}

const noteOf = (person: PersonDocument, target: TargetDocument | undefined): string => {
  if (target === undefined) return `${person.name} · 没有派过的走访`;
  return `${target.taskTitle} · ${target.isOpen ? `应于 ${target.dueOn} 前` : '刚有人登记过，这次另记一笔'}`;
};

/** 登记走访: the result in one choice, words if there are any. */
export function VisitDialog({ person, targets, onDone, onClose }: VisitDialogProps): JSX.Element {
  const action = useAction();
  // What comes in under the hands does not make it another task's visit.
  const [id] = useState(() => openVisit(targets)?._id);
  const target = targets.find(({ _id }) => _id === id);
  const [outcome, setOutcome] = useState<TargetOutcome>('met');
  const [words, setWords] = useState('');
  const input = { outcome, words };
  const context = action.context('走访');
  const result =
    target === undefined ? plainVisit(person, input, context) : visitOfTarget(target, person, input, context);
  return (
    <ActDialog
      title="登记走访"
      note={noteOf(person, target)}
      actName="登记"
      withoutSource
      {...{ action, result, onDone, onClose }}
    >
      <RadioGroup
        label="结果"
        value={outcome}
        options={VISIT_OUTCOMES.map((value) => ({ value, label: OUTCOME_NAMES[value] }))}
        onChange={setOutcome}
      />
      <TextArea label="情况" note="选填" rows={3} value={words} onChange={setWords} />
    </ActDialog>
  );
}
