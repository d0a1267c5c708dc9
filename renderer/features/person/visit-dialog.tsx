import { useState } from 'react';
import type { JSX } from 'react';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import { OUTCOME_NAMES, type TargetDocument, type TargetOutcome } from '../../../shared/domain/task.ts';
import { TroubleNote } from '../../records/act-note.tsx';
import { Consequences } from '../../records/confirm-words.tsx';
import { useAction, type Done } from '../../records/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { plainVisit, VISIT_OUTCOMES, visitOfTarget } from './plain-visit.ts';

export interface VisitDialogProps {
  readonly person: PersonDocument;
  /** The visit that is due; without one it is a plain visit. */
  readonly target: TargetDocument | undefined;
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
}

/** 登记走访: the result in one choice, words if there are any. */
export function VisitDialog({ person, target, onDone, onClose }: VisitDialogProps): JSX.Element {
  const action = useAction();
  const [outcome, setOutcome] = useState<TargetOutcome>('met');
  const [words, setWords] = useState('');
  const input = { outcome, words };
  const context = action.context('走访');
  const result =
    target === undefined ? plainVisit(person, input, context) : visitOfTarget(target, person, input, context);
  const submit = async (): Promise<void> => {
    if (action.isBusy) return;
    const done = await action.run(result);
    if (done === null) return;
    onDone(done);
    onClose();
  };
  return (
    <Dialog
      title="登记走访"
      note={target === undefined ? `${person.name} · 没有派过的走访` : `${target.taskTitle} · 应于 ${target.dueOn} 前`}
      onClose={onClose}
      acts={
        <>
          <Button
            kind="primary"
            keyHint="Ctrl Enter"
            busyText={action.isBusy ? '正在记…' : undefined}
            onClick={() => {
              void submit();
            }}
          >
            登记
          </Button>
          <Button onClick={onClose}>取消</Button>
        </>
      }
    >
      <div
        className="ui-stack"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey && !event.nativeEvent.isComposing) {
            event.preventDefault();
            void submit();
          }
        }}
      >
        <RadioGroup
          label="结果"
          value={outcome}
          options={VISIT_OUTCOMES.map((value) => ({ value, label: OUTCOME_NAMES[value] }))}
          onChange={setOutcome}
        />
        <TextArea label="情况" note="选填" rows={3} value={words} onChange={setWords} />
        <Consequences result={result} />
        {action.trouble !== null && <TroubleNote trouble={action.trouble} />}
      </div>
    </Dialog>
  );
}
