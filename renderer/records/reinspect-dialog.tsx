import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { reinspect } from '../../shared/actions/hazards.ts';
import { openHazards } from '../../shared/risk/risk-level.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { shanghaiDay } from '../lib/shanghai-time.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { useAction } from './use-action.ts';
import { useInspected } from './use-inspected.ts';

export interface ReinspectDialogProps extends Ends {
  /** A room or an enterprise. */
  readonly recordId: string;
}
const VERDICTS = [
  { value: 'cleared', label: '已消除' },
  { value: 'stays', label: '仍在' },
] as const;
type Verdict = (typeof VERDICTS)[number]['value'];

/** 复查: each hazard that was found, cleared or still there. */
export function ReinspectDialog({ recordId, ...ends }: ReinspectDialogProps): JSX.Element | null {
  const { catalogs } = useWorkstation();
  const rules = useLive(catalogs.riskRules)?.entries ?? [];
  const action = useAction();
  const { context } = action;
  const subject = useInspected(recordId);
  const [verdicts, setVerdicts] = useState<Readonly<Record<string, Verdict>>>({});
  const [notes, setNotes] = useState<Readonly<Record<string, string>>>({});
  const result = useMemo(() => {
    if (subject === undefined || openHazards(subject.hazards).some(({ id }) => verdicts[id] === undefined))
      return undefined;
    const results = Object.fromEntries(
      Object.entries(verdicts).map(([id, verdict]) => [
        id,
        { cleared: verdict === 'cleared', note: notes[id]?.trim() },
      ]),
    );
    return reinspect([subject.record], { record: recordId, results, subjectName: subject.name }, context());
  }, [subject, recordId, verdicts, notes, context]);
  if (subject === undefined) return null;
  return (
    <ActDialog
      title="复查"
      note={subject.name}
      actName="登记复查"
      action={action}
      result={result}
      missing="每项选已消除或仍在。"
      {...ends}
    >
      {openHazards(subject.hazards).map((hazard) => {
        const label = rules.find(({ code }) => code === hazard.code)?.label ?? '隐患';
        return (
          <section key={hazard.id} className="records-form">
            <h3 className="records-heading">
              {label}
              <span className="records-quiet">
                {' '}
                {shanghaiDay(Date.parse(hazard.foundAt))} {hazard.foundBy} {hazard.source}
              </span>
            </h3>
            {hazard.note !== undefined && <p>{hazard.note}</p>}
            <RadioGroup
              label={`${label}的复查结果`}
              labelHidden
              look="segmented"
              value={verdicts[hazard.id]}
              options={VERDICTS}
              onChange={(verdict) => {
                setVerdicts({ ...verdicts, [hazard.id]: verdict });
              }}
            />
            <TextField
              label="说明"
              note="选填"
              maxLength={400}
              value={notes[hazard.id] ?? ''}
              onChange={(text) => {
                setNotes({ ...notes, [hazard.id]: text });
              }}
            />
          </section>
        );
      })}
    </ActDialog>
  );
}
