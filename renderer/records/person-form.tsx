import { useMemo } from 'react';
import type { JSX } from 'react';
import { editFields } from '../../shared/actions/edit-fields.ts';
import { PERSON_CLASS_NAMES, type PersonDocument } from '../../shared/domain/person.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { Select } from '../ui/select.tsx';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { fieldName } from './field-names.ts';
import { withRecord } from './gather.ts';
import { useGathered } from './use-gathered.ts';
import { IssueList } from './issue-notes.tsx';
import { ContactsField, PersonFields, PhonesField } from './person-fields.tsx';
import {
  fieldsOf,
  typedOf,
  unreadable,
  valuesOf,
  withValues,
  type FormField,
  type PersonTyped,
} from './person-typed.ts';
import { useAction } from './use-action.ts';
import { useOpened } from './use-opened.ts';
import { useRegisteredAddress } from './use-registered-address.ts';
import { useTyped } from './use-typed.ts';
import { useTypedIssues } from './use-typed-issues.ts';

export interface PersonDialogProps extends Ends {
  readonly personId: string;
}

/** 编辑居民: the plain facts. Where he lives, with whom, class, tags and life are acts of their own. */
export function PersonDialog({ personId, ...ends }: PersonDialogProps): JSX.Element | null {
  const { records } = useWorkstation();
  const live = useMemo(() => records.one('person', personId), [records, personId]);
  const person = useOpened(useLive(live));
  return person === undefined ? null : <PersonForm person={person} {...ends} />;
}

const LEFT_BEHIND_KINDS = [
  { value: 'none', label: '不是留守人员' },
  { value: 'elder', label: '留守老人' },
  { value: 'woman', label: '留守妇女' },
  { value: 'child', label: '留守儿童' },
] as const;

const NO_NOTES = {};
const REGISTERED = 'resident.registeredAddress';
/** An address typed for the 户籍 takes the place of the room of ours that stood for it: else the card would go on showing the room. */
function registeredElsewhere(
  { resident }: PersonDocument,
  { texts }: PersonTyped,
): Readonly<Record<string, undefined>> {
  const text = (texts[REGISTERED] ?? '').trim();
  const isNew = text !== '' && text !== resident?.registeredAddress;
  return isNew && resident?.registeredRoom !== undefined ? { 'resident.registeredRoom': undefined } : {};
}

type LeftBehindKind = (typeof LEFT_BEHIND_KINDS)[number]['value'];
const leftBehindOf = ({ leftBehind }: PersonDocument): LeftBehindKind => leftBehind?.kind ?? 'none';

export function PersonForm(props: Ends & { readonly person: PersonDocument }): JSX.Element {
  const { onDone, onClose } = props;
  const action = useAction();
  const person = useOpened(props.person, action.rereads);
  const { context } = action;
  const documents = useGathered({ people: [person._id] }, action.rereads);
  const [typed, setTyped, { texts: recorded }] = useTyped(person, typedOf);
  const [kind, setKind] = useTyped(person, leftBehindOf);
  const isLeftBehind = kind !== 'none';
  const shown = useMemo(
    () => fieldsOf({ class: person.class, leftBehind: isLeftBehind ? { kind } : undefined }),
    [person.class, isLeftBehind, kind],
  );
  const registeredAddress = useRegisteredAddress(person);
  const all = useMemo(
    (): readonly FormField[] => [...shown.who, ...shown.more, ...shown.ofClass, ...shown.leftBehind],
    [shown],
  );
  const values = useMemo((): Readonly<Record<string, unknown>> => {
    const leftBehind = isLeftBehind ? { 'leftBehind.kind': kind } : { leftBehind: undefined };
    return { ...valuesOf(typed, all), ...leftBehind, ...registeredElsewhere(person, typed) };
  }, [typed, all, isLeftBehind, kind, person]);
  const unread = useMemo(() => unreadable(typed, all), [typed, all]);
  const after = useMemo(() => withValues(person, values), [person, values]);
  const { introduced, there, problems: issues } = useTypedIssues(person, after);
  const problems = new Map([...issues, ...unread]);
  const recordedNumbers = useMemo(
    () =>
      new Set([
        ...(person.phones ?? []).map(({ number }) => number),
        ...(person.contacts ?? []).flatMap(({ phone }) => phone ?? []),
      ]),
    [person],
  );
  const missing = typeof values['name'] === 'string' ? [...unread.values()][0] : '姓名不能空着。';
  const result = useMemo(() => {
    if (missing !== undefined || documents === undefined) return undefined;
    const fieldNames = Object.fromEntries(Object.keys(values).map((path) => [path, fieldName('person', path)]));
    return editFields(
      withRecord(documents, person),
      { record: person._id, values, fieldNames, subjectName: person.name },
      context(),
    );
  }, [missing, documents, values, person, context]);
  const elsewhere = introduced.filter(({ field }) => field === undefined);
  return (
    <ActDialog
      title="编辑居民"
      note={`${person.name} · ${PERSON_CLASS_NAMES[person.class]}，只列适用的项目`}
      actName="保存"
      size="wide"
      action={action}
      result={result}
      missing={missing ?? '还在读档案，稍等。'}
      onDone={onDone}
      onClose={onClose}
    >
      {there.length > 0 && (
        <section>
          <h3 className="records-heading">改之前就有的 {there.length}</h3>
          <IssueList label="改之前就有的问题" issues={there} />
        </section>
      )}
      <PersonFields typed={typed} fields={shown.who} problems={problems} onChange={setTyped} recorded={recorded} />
      <PhonesField
        items={typed.phones}
        recorded={recordedNumbers}
        problem={problems.get('phones')}
        onChange={(phones) => {
          setTyped({ ...typed, phones });
        }}
      />
      <PersonFields
        typed={typed}
        fields={shown.ofClass}
        problems={problems}
        onChange={setTyped}
        recorded={recorded}
        notes={registeredAddress === '' ? NO_NOTES : { [REGISTERED]: `现为 ${registeredAddress}，迁走了再填` }}
      />
      <PersonFields typed={typed} fields={shown.more} problems={problems} onChange={setTyped} />
      <ContactsField
        items={typed.contacts}
        recorded={recordedNumbers}
        problem={problems.get('contacts')}
        onChange={(contacts) => {
          setTyped({ ...typed, contacts });
        }}
      />
      <Select label="留守" value={kind} options={LEFT_BEHIND_KINDS} onChange={setKind} />
      {isLeftBehind && <PersonFields typed={typed} fields={shown.leftBehind} problems={problems} onChange={setTyped} />}
      {elsewhere.length > 0 && <IssueList label="这次改动带来的问题" issues={elsewhere} />}
    </ActDialog>
  );
}
