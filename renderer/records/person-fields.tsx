import { useState } from 'react';
import type { JSX } from 'react';
import type { ContactPerson, Phone } from '../../shared/domain/record-parts.ts';
import { normalisedId } from '../../shared/domain/identifiers/citizen-id.ts';
import { normalisedPhone } from '../../shared/domain/identifiers/phone.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { provinceOf } from '../../shared/domain/identifiers/division-code.ts';
import { CoveredField } from './covered-field.tsx';
import { isCovered } from './field-names.ts';
import { withIdNumber, type FormField, type PersonTyped } from './person-typed.ts';
import { useRowKeys } from './use-row-keys.ts';
import './records.css';

export interface PersonFieldsProps {
  readonly typed: PersonTyped;
  readonly fields: readonly FormField[];
  readonly onChange: (typed: PersonTyped) => void;
  /** What is wrong with a field, by path: said once the field was left or the id number is complete, then at each keystroke. */
  readonly problems: ReadonlyMap<string, string>;
  /** Somebody tried to submit: say it everywhere. */
  readonly isAsked?: boolean | undefined;
  /** What is on record, by path: numbers stay covered until they are typed anew. */
  readonly recorded?: PersonTyped['texts'] | undefined;
  /** What helps with a field, by path. */
  readonly notes?: Readonly<Record<string, string>> | undefined;
  /** The path of the field that takes the focus. */
  readonly autoFocus?: string | undefined;
}

const ID_LENGTH = 18;
const isComplete = (idNumber: string): boolean => normalisedId(idNumber).length >= ID_LENGTH;

/** Label above, one column of rows; coded values from the catalogue; numbers put into their form when the field is left. */
export function PersonFields(props: PersonFieldsProps): JSX.Element {
  const { typed, fields, onChange, problems, isAsked = false, recorded, autoFocus } = props;
  const { catalogs, policy } = useWorkstation();
  const terms = useLive(catalogs.terms) ?? [];
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const set = (path: string, text: string): void => {
    if (path === 'idNumber') onChange(withIdNumber(typed, text, policy.demonstration === true));
    else onChange({ ...typed, texts: { ...typed.texts, [path]: text } });
  };
  const leave = (path: string): void => {
    setLeft((before) => new Set([...before, path]));
    const text = typed.texts[path] ?? '';
    if (path === 'idNumber' && text !== '' && normalisedId(text) !== text) set(path, normalisedId(text));
  };
  return (
    <div className="records-fields">
      {fields.map(({ path, label, kind, list, max, isWide = false, isDivision = false }) => {
        const value = typed.texts[path] ?? '';
        const isSaid = isAsked || left.has(path) || (path === 'idNumber' && isComplete(value));
        const error = isSaid ? problems.get(path) : undefined;
        const words = { label, error, required: path === 'name' };
        if (list !== undefined) {
          const known = terms
            .filter((term) => term.list === list)
            .map((term) => ({ value: term.code, label: term.label }));
          // A value that the catalogue does not know any more stays what it is.
          const isKnown = value === '' || known.some((option) => option.value === value);
          const options = [{ value: '-', label: '不填' }, ...known, ...(isKnown ? [] : [{ value, label: value }])];
          return (
            <Select
              key={path}
              {...words}
              value={value}
              options={options}
              onChange={(chosen) => {
                set(path, chosen === '-' ? '' : chosen);
              }}
            />
          );
        }
        const shared = {
          value,
          maxLength: max,
          onChange: (text: string) => {
            set(path, text);
          },
          onBlur: () => {
            leave(path);
          },
        };
        const province = isDivision ? provinceOf(value.trim()) : undefined;
        if (kind === 'long') return <TextArea key={path} {...words} {...shared} rows={2} />;
        const input = (
          <TextField
            key={path}
            {...words}
            {...shared}
            note={province === undefined ? props.notes?.[path] : `即${province}`}
            type={kind === 'day' ? 'date' : 'text'}
            inputMode={kind === 'number' ? 'decimal' : undefined}
            autoFocus={path === autoFocus}
          />
        );
        if (isWide)
          return (
            <div key={path} className="records-wide">
              {input}
            </div>
          );
        if (!isCovered(path)) return input;
        return (
          <CoveredField
            key={path}
            label={label}
            kind="idNumber"
            isRecorded={value === recorded?.[path]}
            value={value}
            onChange={shared.onChange}
          >
            {input}
          </CoveredField>
        );
      })}
    </div>
  );
}

interface ListProps<Item> {
  readonly items: readonly Item[];
  readonly onChange: (items: readonly Item[]) => void;
  readonly problem?: string | undefined;
  /** Numbers on record; they stay covered until they are typed anew. */
  readonly recorded?: ReadonlySet<string> | undefined;
}
const NONE_RECORDED: ReadonlySet<string> = new Set();
const replaced = <Item,>(items: readonly Item[], at: number, item: Item): readonly Item[] =>
  items.map((one, index) => (index === at ? item : one));

/** 电话: several are normal. */
export function PhonesField(props: ListProps<Phone>): JSX.Element {
  const { items, onChange, problem, recorded = NONE_RECORDED } = props;
  const rows = useRowKeys(items.length, recorded);
  return (
    <fieldset className="records-group">
      <legend>电话</legend>
      {items.map((phone, at) => (
        <div key={rows.keys[at]} className="records-row">
          <CoveredField
            label={`号码 ${at + 1}`}
            kind="phone"
            isOfRow
            isRecorded={recorded.has(phone.number)}
            value={phone.number}
            onChange={(number) => {
              onChange(replaced(items, at, { ...phone, number }));
            }}
          >
            <TextField
              label={`号码 ${at + 1}`}
              inputMode="tel"
              maxLength={30}
              value={phone.number}
              onChange={(number) => {
                onChange(replaced(items, at, { ...phone, number }));
              }}
              onBlur={() => {
                onChange(replaced(items, at, { ...phone, number: normalisedPhone(phone.number) }));
              }}
            />
          </CoveredField>
          <TextField
            label="说明"
            note="如 手机、固话"
            maxLength={40}
            value={phone.note ?? ''}
            onChange={(text) => {
              const { note: _former, ...rest } = phone;
              onChange(replaced(items, at, text === '' ? rest : { ...rest, note: text }));
            }}
          />
          <Remove
            name={`移除号码 ${at + 1}`}
            onRemove={() => {
              rows.remove(at);
              onChange(items.filter((_, index) => index !== at));
            }}
          />
        </div>
      ))}
      {problem !== undefined && <p className="ui-field-error">{problem}</p>}
      {items.length < 6 && (
        <Button
          size="small"
          onClick={() => {
            onChange([...items, { number: '' }]);
          }}
        >
          添电话
        </Button>
      )}
    </fieldset>
  );
}

/** 家庭与紧急联系人 */
export function ContactsField(props: ListProps<ContactPerson>): JSX.Element {
  const { items, onChange, problem, recorded = NONE_RECORDED } = props;
  const rows = useRowKeys(items.length, recorded);
  const put = (at: number, key: 'relation' | 'phone', text: string): void => {
    const { [key]: _former, ...rest } = items[at] ?? { name: '' };
    onChange(replaced(items, at, (text === '' ? rest : { ...rest, [key]: text }) as ContactPerson));
  };
  return (
    <fieldset className="records-group">
      <legend>联系人</legend>
      {items.map((contact, at) => (
        <div key={rows.keys[at]} className="records-row">
          <TextField
            label={`联系人 ${at + 1}`}
            maxLength={40}
            value={contact.name}
            onChange={(name) => {
              onChange(replaced(items, at, { ...contact, name }));
            }}
          />
          <TextField
            label="关系"
            maxLength={20}
            value={contact.relation ?? ''}
            onChange={(text) => {
              put(at, 'relation', text);
            }}
          />
          <CoveredField
            label="电话"
            kind="phone"
            isRecorded={recorded.has(contact.phone ?? '')}
            value={contact.phone ?? ''}
            onChange={(text) => {
              put(at, 'phone', text);
            }}
          >
            <TextField
              label="电话"
              inputMode="tel"
              maxLength={30}
              value={contact.phone ?? ''}
              onChange={(text) => {
                put(at, 'phone', text);
              }}
            />
          </CoveredField>
          <Remove
            name={`移除联系人 ${at + 1}`}
            onRemove={() => {
              rows.remove(at);
              onChange(items.filter((_, index) => index !== at));
            }}
          />
        </div>
      ))}
      {problem !== undefined && <p className="ui-field-error">{problem}</p>}
      {items.length < 6 && (
        <Button
          size="small"
          onClick={() => {
            onChange([...items, { name: '' }]);
          }}
        >
          添联系人
        </Button>
      )}
    </fieldset>
  );
}

function Remove({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }): JSX.Element {
  return (
    <button type="button" className="ui-link records-remove" aria-label={name} onClick={onRemove}>
      移除
    </button>
  );
}
