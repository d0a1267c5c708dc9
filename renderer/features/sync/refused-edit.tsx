import { useMemo, useRef } from 'react';
import type { JSX } from 'react';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { fieldAt } from '../../../shared/actions/field-changes.ts';
import type { ChangeEntry, FieldChange } from '../../../shared/domain/change.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { CoveredField } from '../../records/covered-field.tsx';
import { covered, fieldName, valueWords } from '../../records/field-names.ts';
import { useReferences } from '../../records/use-references.ts';
import { Select } from '../../ui/select.tsx';
import { Shape } from '../../ui/shape.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { amendedValue, controlFor } from './amendable.ts';
import { isTold } from './dispute-words.ts';

/** By path: what stands in the fields of the table now. */
export type Typed = ReadonlyMap<string, string>;

export interface RefusedEditProps {
  readonly change: ChangeEntry;
  readonly record: AnyRecord;
  /** Fields that the refusal names. */
  readonly wrong: ReadonlySet<string>;
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
}

/** An edit says a field once, whether its value stood or had given way. */
export const saidFields = ({ fields, lost = [] }: Pick<ChangeEntry, 'fields' | 'lost'>): readonly FieldChange[] => [
  ...new Map([...fields, ...lost].filter(isTold).map((one) => [one.field, one])).values(),
];

/** A refused edit field by field: what stands, what was submitted, put right here where it is a plain value. */
export function RefusedEdit({ change, record, wrong, typed, onType }: RefusedEditProps): JSX.Element {
  const { records, catalogs } = useWorkstation();
  const { _id: id, type } = record;
  const terms = useLive(catalogs.terms) ?? [];
  const now = useLive(useMemo(() => records.one(type, id), [records, type, id])) as AnyRecord | null | undefined;
  const delivery = useLive(useMemo(() => records.delivery(id), [records, id]));
  const fields = saidFields(change);
  const reference = useReferences(
    fields.flatMap(({ field, to }) => [to, ...(now === undefined || now === null ? [] : [fieldAt(now, field)])]),
  );
  const words = (field: string, value: unknown): string =>
    reference(value) ?? valueWords(type, field, covered(field, value), terms);
  const standing = (field: string): string => {
    if (now === undefined) return '正在读…';
    return now === null ? '没有' : words(field, fieldAt(now, field));
  };
  const rows = fields.map((one) => ({ ...one, control: controlFor(record, one, terms) }));

  const table = useRef<HTMLTableElement>(null);
  useShortcuts(
    [
      {
        keys: 'E',
        label: '改要改的一项',
        group: '退回箱',
        inStatusBar: true,
        run: () => {
          const inputs = 'input, select, button';
          const found =
            table.current?.querySelector<HTMLElement>(`[data-wrong] :is(${inputs})`) ??
            table.current?.querySelector<HTMLElement>(inputs);
          found?.focus();
        },
      },
    ],
    { isOn: rows.some(({ control }) => control !== null) },
  );

  const put = (field: string, text: string): void => {
    onType(new Map(typed).set(field, text));
  };
  const input = ({ field, to, control }: (typeof rows)[number]): JSX.Element => {
    const submitted = typeof to === 'string' ? to : '';
    const value = typed.get(field) ?? submitted;
    const label = `${fieldName(type, field)}，你提交的值`;
    const shared = { label, labelHidden: true, value };
    const onChange = (text: string): void => {
      put(field, text);
    };
    if (control === null) return <>{words(field, to)}</>;
    if (control.kind === 'choice')
      return <Select {...shared} size="small" options={control.options} onChange={onChange} />;
    const text = (
      <TextField
        {...shared}
        type={control.kind === 'day' ? 'date' : 'text'}
        maxLength={control.max}
        onChange={onChange}
      />
    );
    if (control.kind !== 'covered') return text;
    return (
      <CoveredField
        label={label}
        kind="idNumber"
        isRecorded={submitted !== '' && value === submitted}
        value={value}
        onChange={onChange}
      >
        {text}
      </CoveredField>
    );
  };
  const result = ({ field, to }: FieldChange): JSX.Element => {
    const text = typed.get(field);
    const isAmended = text !== undefined && amendedValue(field, text) !== to;
    if (isAmended)
      return (
        <span className="ui-tone-ok sync-marked">
          <Shape name="check" tone="ok" size={13} /> 已改
        </span>
      );
    if (wrong.has(field))
      return (
        <span className="ui-tone-bad sync-marked">
          <Shape name="arrowBack" tone="bad" size={13} /> 要改
        </span>
      );
    return <span className="sync-quiet">照原样送</span>;
  };
  return (
    <>
      <table ref={table} className="sync-submitted sync-amend">
        <thead>
          <tr>
            <th scope="col">字段</th>
            <th scope="col">{(delivery?.unsent ?? 0) > 0 ? '现在的值（含本机待送）' : '中心现在的值'}</th>
            <th scope="col">你提交的值</th>
            <th scope="col">结果</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.field} data-wrong={wrong.has(row.field) ? 'true' : undefined}>
              <th scope="row">{fieldName(type, row.field)}</th>
              <td className="sync-quiet">{standing(row.field)}</td>
              <td>{input(row)}</td>
              <td>{result(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="sync-left">
        来源 {change.source}
        {change.reason === undefined ? '' : ` · 理由 ${change.reason}`}
        {rows.some(({ control }) => control === null) &&
          ' · 不能在这里改的项（电话、标签、住所等），打开这条另外改，改好后放弃这一次。'}
      </p>
    </>
  );
}
