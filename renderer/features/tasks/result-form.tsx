import { useRef, useState } from 'react';
import type { JSX } from 'react';
import { OUTCOME_NAMES, type TargetOutcome, type TaskDocument, type TaskKind } from '../../../shared/domain/task.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { FilledResult } from './filled-results.ts';
import { PROPOSABLE, type ProposableField } from './proposable-fields.ts';

type Question = NonNullable<TaskDocument['questions']>[number];

/** What came out at one target, as it is recorded. */
export interface ResultInput extends FilledResult {
  readonly outcome: TargetOutcome;
}

export interface ResultFormProps {
  readonly kind: TaskKind;
  readonly subjectType: string;
  readonly questions: readonly Question[];
  readonly filled: FilledResult;
  readonly onFill: (change: Partial<FilledResult>) => void;
  readonly isBusy: boolean;
  /** Done when it is recorded, or was not and that is said. */
  readonly onSubmit: (input: ResultInput) => Promise<void>;
}

const FOR_PEOPLE: readonly TargetOutcome[] = ['met', 'notMet', 'movedAway', 'vacant', 'declined', 'wrongNumber'];
const FOR_PLACES: readonly TargetOutcome[] = ['normal', 'problem', 'rectified', 'notMet'];
export const outcomesFor = (subjectType: string, kind: TaskKind): readonly TargetOutcome[] =>
  kind === 'inspection' || subjectType === 'enterprise' || subjectType === 'component' ? FOR_PLACES : FOR_PEOPLE;

/** Two keys and done: the outcome by its number, then Ctrl Enter. Everything else is optional. */
export function ResultForm(props: ResultFormProps): JSX.Element {
  const { kind, subjectType, questions, filled, onFill, isBusy, onSubmit } = props;
  const { outcome, words, answers, proposals } = filled;
  const outcomes = outcomesFor(subjectType, kind);
  const proposable = PROPOSABLE[subjectType] ?? [];
  const [isMissing, setMissing] = useState(false);
  const isSending = useRef(false);

  const choose = (next: TargetOutcome): void => {
    onFill({ outcome: next });
    setMissing(false);
  };
  const submit = (): void => {
    if (isSending.current) return;
    if (outcome === undefined) {
      setMissing(true);
      return;
    }
    isSending.current = true;
    const input = { outcome, words: words.trim(), answers, proposals: proposals.filter(({ to }) => to.trim() !== '') };
    void onSubmit(input).finally(() => {
      isSending.current = false;
    });
  };
  useShortcuts([
    ...outcomes.map((each, at) => ({
      keys: String(at + 1),
      print: `1–${String(outcomes.length)}`,
      label: '选结果',
      group: '登记结果',
      inStatusBar: at === 0,
      run: () => {
        choose(each);
      },
    })),
    { keys: 'Ctrl+Enter', label: '登记结果', group: '登记结果', inStatusBar: true, run: submit },
  ]);

  const propose = (field: ProposableField): void => {
    onFill({ proposals: [...proposals, { field: field.field, fieldName: field.name, to: '' }] });
  };
  const left = proposable.filter(({ field }) => !proposals.some((each) => each.field === field));
  return (
    <form
      className="tasks-result"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <RadioGroup
        label="结果"
        labelHidden
        value={outcome}
        options={outcomes.map((each, at) => ({ value: each, label: `${String(at + 1)} ${OUTCOME_NAMES[each]}` }))}
        onChange={choose}
      />
      {isMissing && (
        <p className="tasks-result-missing" role="alert">
          先选一个结果，如“{OUTCOME_NAMES[outcomes[0] ?? 'met']}”。
        </p>
      )}
      {questions.map((question) => (
        <Answer
          key={question.key}
          question={question}
          value={answers[question.key]}
          onChange={(value) => {
            onFill({ answers: { ...answers, [question.key]: value } });
          }}
        />
      ))}
      <TextArea
        label="情况"
        value={words}
        onChange={(next) => {
          onFill({ words: next });
        }}
        rows={2}
        maxLength={1000}
      />
      {proposals.map((each, at) => (
        <TextField
          key={each.field}
          label={`建议改：${each.fieldName}`}
          note="采纳后写进档案，来源记为走访提议。"
          value={each.to}
          onChange={(to) => {
            onFill({ proposals: proposals.map((other, index) => (index === at ? { ...other, to } : other)) });
          }}
        />
      ))}
      <div className="tasks-result-acts">
        {left.length > 0 && (
          <Select
            label="建议改档案"
            labelHidden
            value=""
            placeholder="建议改档案…"
            options={left.map(({ field, name }) => ({ value: field, label: name }))}
            onChange={(chosen) => {
              const field = left.find((each) => each.field === chosen);
              if (field !== undefined) propose(field);
            }}
          />
        )}
        <Button kind="primary" keyHint="Ctrl Enter" busyText={isBusy ? '正在存…' : undefined} onClick={submit}>
          登记结果
        </Button>
      </div>
    </form>
  );
}

function Answer(props: {
  readonly question: Question;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}): JSX.Element {
  const { question, value, onChange } = props;
  const text = typeof value === 'string' ? value : '';
  switch (question.kind) {
    case 'yesNo':
      return (
        <RadioGroup
          label={question.label}
          value={value === true ? 'yes' : value === false ? 'no' : ''}
          options={[
            { value: 'yes', label: '是' },
            { value: 'no', label: '否' },
          ]}
          onChange={(next) => {
            onChange(next === 'yes');
          }}
        />
      );
    case 'choice':
      return (
        <Select
          label={question.label}
          value={text}
          placeholder="请选择"
          options={(question.choices ?? []).map((choice) => ({ value: choice, label: choice }))}
          onChange={onChange}
        />
      );
    case 'number':
    case 'text':
      return (
        <TextField
          label={question.label}
          value={text}
          inputMode={question.kind === 'number' ? 'decimal' : undefined}
          onChange={onChange}
        />
      );
  }
}
