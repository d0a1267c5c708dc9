import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { AnyRecord } from '../../shared/actions/change-set.ts';
import { fieldAt } from '../../shared/actions/field-changes.ts';
import { raiseObjection } from '../../shared/actions/objections.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { TextArea } from '../ui/text-area.tsx';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { covered, valueWords } from './field-names.ts';
import { asValue, isPlain, ProposedValue } from './proposed-value.tsx';
import { useAction } from './use-action.ts';

export interface ObjectionDialogProps extends Ends {
  readonly record: AnyRecord;
  readonly field: string;
  readonly fieldName: string;
  readonly subjectName?: string | undefined;
}

/** 有异议: what is wrong and how one knows; the right value where it is known. */
export function ObjectionDialog(props: ObjectionDialogProps): JSX.Element {
  const { record, field, fieldName, subjectName, onDone, onClose } = props;
  const terms = useLive(useWorkstation().catalogs.terms) ?? [];
  const action = useAction();
  const { context } = action;
  const [why, setWhy] = useState('');
  const [proposed, setProposed] = useState('');
  const former = fieldAt(record, field);
  const result = useMemo(() => {
    if (why.trim() === '') return undefined;
    const value = proposed.trim() === '' ? {} : { proposed: asValue(proposed, former) };
    return raiseObjection([record], { subject: record._id, field, fieldName, why, subjectName, ...value }, context());
  }, [record, field, fieldName, subjectName, why, proposed, former, context]);
  return (
    <ActDialog
      title="数据异议"
      note={`${subjectName ?? ''} ${fieldName}`}
      actName="提出异议"
      action={action}
      result={result}
      missing="写一句哪里不对、怎么知道的。"
      withoutSource
      onDone={onDone}
      onClose={onClose}
    >
      <p className="records-quiet">现在的值：{valueWords(record.type, field, covered(field, former), terms)}</p>
      <TextArea label="哪里不对" required rows={2} maxLength={400} value={why} onChange={setWhy} />
      {isPlain(former) && (
        <ProposedValue
          record={record}
          field={field}
          label="应当是"
          note="知道就写"
          value={proposed}
          onChange={setProposed}
        />
      )}
    </ActDialog>
  );
}
