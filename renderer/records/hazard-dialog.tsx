import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { addHazard } from '../../shared/actions/hazards.ts';
import type { RiskRuleEntry } from '../../shared/domain/catalog.ts';
import { typeOfId } from '../../shared/domain/document-types.ts';
import { openHazards } from '../../shared/risk/risk-level.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { useAction } from './use-action.ts';
import { useInspected } from './use-inspected.ts';

export interface HazardDialogProps extends Ends {
  /** A room or an enterprise. */
  readonly recordId: string;
}
const LEVELS: Readonly<Record<RiskRuleEntry['level'], string>> = { red: '红', orange: '橙', yellow: '黄', green: '绿' };

/** 登记隐患: what was found; the risk follows by the rules. */
export function HazardDialog({ recordId, ...ends }: HazardDialogProps): JSX.Element | null {
  const { catalogs } = useWorkstation();
  const rules = useLive(catalogs.riskRules)?.entries ?? [];
  const action = useAction();
  const { context } = action;
  const subject = useInspected(recordId);
  const [code, setCode] = useState<string>();
  const [note, setNote] = useState('');
  const rule = rules.find((one) => one.code === code);
  const result = useMemo(() => {
    if (subject === undefined || rule === undefined) return undefined;
    const input = {
      record: recordId,
      code: rule.code,
      label: rule.label,
      note: note.trim(),
      subjectName: subject.name,
    };
    return addHazard([subject.record], input, context());
  }, [subject, recordId, rule, note, context]);
  if (subject === undefined) return null;
  const there = new Set(openHazards(subject.hazards).map((one) => one.code));
  const isPlace = typeOfId(recordId) === 'enterprise';
  const options = rules
    .filter(
      ({ figure, applies }) =>
        figure === undefined && (isPlace ? applies === 'enterprise' || applies === 'any' : applies !== 'enterprise'),
    )
    .filter((one) => !there.has(one.code))
    .map((one) => ({ value: one.code, label: one.label, note: `${LEVELS[one.level]}色` }));
  return (
    <ActDialog
      title="登记隐患"
      note={subject.name}
      actName="登记隐患"
      action={action}
      result={result}
      missing="选一项隐患。"
      {...ends}
    >
      <RadioGroup label="隐患" value={code} options={options} onChange={setCode} />
      <TextArea label="说明" note="选填" rows={2} maxLength={400} value={note} onChange={setNote} />
    </ActDialog>
  );
}
