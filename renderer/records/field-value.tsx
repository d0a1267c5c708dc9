import type { JSX, ReactNode } from 'react';
import { sourceOf } from '../../shared/actions/sources.ts';
import type { AnyRecord } from '../../shared/actions/change-set.ts';
import { fieldAt } from '../../shared/actions/field-changes.ts';
import type { ObjectionDocument } from '../../shared/domain/objection.ts';
import { useWorkstation } from '../data/hooks.ts';
import { shanghaiDay } from '../lib/shanghai-time.ts';
import { classes } from '../ui/classes.ts';
import { IconDown } from '../ui/icons.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { Doubts } from './doubts.tsx';
import { covered, valueWords } from './field-names.ts';
import './records.css';

/** Not found true for so long is ◐ (UX §3). */
export const STALE_DAYS = 180;
const DAY_MS = 86_400_000;

export interface FieldValueProps {
  readonly record: AnyRecord;
  readonly field: string;
  readonly label: string;
  /** The value in words; covered and read from the record where left out. */
  readonly words?: string | undefined;
  /** Instead of words: a masked number, a link. */
  readonly children?: ReactNode;
  /** Open ones of the record; those about this field are shown under it. */
  readonly objections?: readonly ObjectionDocument[] | undefined;
  readonly wide?: boolean | undefined;
  readonly onHistory?: (() => void) | undefined;
  readonly onObject?: (() => void) | undefined;
  readonly onConfirm?: (() => void) | undefined;
  readonly onAnswer?: ((objection: ObjectionDocument) => void) | undefined;
}

/** A value with where it is from and since when it was last found true; doubt stands under it, the value stays. */
export function FieldValue(props: FieldValueProps): JSX.Element {
  const {
    record,
    field,
    label,
    words,
    children,
    objections = [],
    wide,
    onHistory,
    onObject,
    onConfirm,
    onAnswer,
  } = props;
  const { clock } = useWorkstation();
  const known = sourceOf(record, field);
  const day = known === undefined ? undefined : shanghaiDay(Date.parse(known.at));
  const isStale = known !== undefined && clock.nowMs() - Date.parse(known.at) > STALE_DAYS * DAY_MS;
  const items: readonly MenuItem[] = [
    ...(onObject === undefined ? [] : [{ key: 'object', label: '有异议', onPick: onObject }]),
    ...(onConfirm === undefined ? [] : [{ key: 'confirm', label: '已核实', onPick: onConfirm }]),
    ...(onHistory === undefined ? [] : [{ key: 'history', label: '历史', onPick: onHistory }]),
  ];
  const source = known === undefined ? '' : `${known.source} · ${day ?? ''}`;
  return (
    <div className={classes('records-field', wide === true && 'records-field-wide')}>
      <div className="records-field-head">
        <span>{label}</span>
        {items.length > 0 && (
          <Menu
            label={`${label}：可以做什么`}
            button={<IconDown size={12} />}
            buttonClassName="records-field-menu"
            align="right"
            items={items}
          />
        )}
      </div>
      <div className="records-field-value">
        {children ?? words ?? valueWords(record.type, field, covered(field, fieldAt(record, field)))}
      </div>
      {source !== '' && (
        <div className="records-field-source">{isStale ? <StateMark kind="stale" words={source} /> : source}</div>
      )}
      <Doubts objections={objections} field={field} onAnswer={onAnswer} />
    </div>
  );
}
