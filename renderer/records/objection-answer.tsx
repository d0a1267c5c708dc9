import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { AnyRecord } from '../../shared/actions/change-set.ts';
import { fieldAt } from '../../shared/actions/field-changes.ts';
import { answerObjection, isMadeOfParts } from '../../shared/actions/objections.ts';
import { isNotAlone } from '../../shared/actions/not-alone.ts';
import type { ObjectionDocument } from '../../shared/domain/objection.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { covered, valueWords } from './field-names.ts';
import { asValue, isPlain, ProposedValue } from './proposed-value.tsx';
import { useAction } from './use-action.ts';

export interface ObjectionAnswerProps extends Ends {
  /** The document, or its id. */
  readonly objection: ObjectionDocument | string;
  readonly record: AnyRecord;
}

/** The keeper's answer to 数据异议. */
export function ObjectionAnswer({ objection, ...rest }: ObjectionAnswerProps): JSX.Element | null {
  return typeof objection === 'string' ? <ById id={objection} {...rest} /> : <Answer objection={objection} {...rest} />;
}

type AnswerProps = Omit<ObjectionAnswerProps, 'objection'>;
function ById({ id, ...rest }: AnswerProps & { readonly id: string }): JSX.Element | null {
  const { records } = useWorkstation();
  const objection = useLive(useMemo(() => records.one('objection', id), [records, id]));
  return objection === undefined || objection === null ? null : <Answer objection={objection} {...rest} />;
}

/** For what only an act may change: it was done, or it is not. */
const BY_ACT = [
  { value: 'proposed', label: '已另行登记（迁移、户主变更等），记为已改正' },
  { value: 'rejected', label: '不改，现在的值是对的' },
] as const;
/** What is made of parts is put right in its form. */
const BY_FORM = [{ value: 'proposed', label: '已在编辑里改好，记为已改正' }, BY_ACT[1]] as const;
const VERDICTS = [
  { value: 'proposed', label: '照异议改正' },
  { value: 'other', label: '改成别的值' },
  { value: 'rejected', label: '不改，现在的值是对的' },
] as const;
type Verdict = (typeof VERDICTS)[number]['value'];

function Answer({
  objection,
  record,
  onDone,
  onClose,
}: AnswerProps & { readonly objection: ObjectionDocument }): JSX.Element {
  const terms = useLive(useWorkstation().catalogs.terms) ?? [];
  const action = useAction();
  const { context } = action;
  const { field, fieldName, proposed } = objection;
  const former = fieldAt(record, field);
  const [verdict, setVerdict] = useState<Verdict | undefined>(proposed === undefined ? undefined : 'proposed');
  // What is covered on the card does not stand open in the answer to it.
  const [value, setValue] = useState(() => {
    const isOpen = typeof former === 'number' || (typeof former === 'string' && covered(field, former) === former);
    return isOpen ? String(former) : '';
  });
  const [words, setWords] = useState('');
  const result = useMemo(() => {
    if (verdict === undefined || (verdict === 'rejected' && words.trim() === '')) return undefined;
    if (verdict === 'other' && value.trim() === '') return undefined;
    const corrected =
      verdict === 'rejected'
        ? {}
        : { corrected: { value: verdict === 'proposed' ? proposed : asValue(value, former) } };
    const documents = [record, objection as AnyRecord];
    return answerObjection(documents, { objection: objection._id, words, ...corrected }, context());
  }, [verdict, value, words, proposed, former, record, objection, context]);
  const show = (one: unknown): string => valueWords(record.type, field, covered(field, one), terms);
  const byAct = isNotAlone(field);
  const offered = byAct
    ? BY_ACT
    : isMadeOfParts(former)
      ? BY_FORM
      : VERDICTS.filter(
          (one) => one.value === 'rejected' || (one.value === 'proposed' ? proposed !== undefined : isPlain(former)),
        );
  return (
    <ActDialog
      title="答复异议"
      note={`${objection.subjectName} ${fieldName}`}
      actName={verdict === undefined ? '答复' : verdict === 'rejected' ? '不改，答复' : '改正并答复'}
      action={action}
      result={result}
      missing={verdict === 'rejected' ? '不改要写明理由。' : '选怎么办，要改就写上对的值。'}
      withoutSource={verdict === 'rejected'}
      onDone={onDone}
      onClose={onClose}
    >
      <p>
        {objection.raisedBy.name}：{objection.why}
      </p>
      <p className="records-quiet">
        现在的值：{show(former)}
        {proposed !== undefined && !byAct && <> · 认为应是：{show(proposed)}</>}
      </p>
      <RadioGroup label="怎么办" value={verdict} options={offered} onChange={setVerdict} />
      {verdict === 'other' && (
        <ProposedValue record={record} field={field} label={fieldName} value={value} onChange={setValue} />
      )}
      <TextArea
        label={verdict === 'rejected' ? '理由' : '说明'}
        note={verdict === 'rejected' ? undefined : '选填'}
        required={verdict === 'rejected'}
        rows={2}
        maxLength={400}
        value={words}
        onChange={setWords}
      />
    </ActDialog>
  );
}
