import { useImperativeHandle, useState } from 'react';
import type { JSX, RefObject } from 'react';
import { PERSON_CLASSES, PERSON_CLASS_NAMES, type PersonClass } from '../../shared/domain/person.ts';
import type { AnyRecord } from '../../shared/actions/change-set.ts';
import { isoAt } from '../../shared/lib/clock.ts';
import type { PersonStock } from '../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { Button } from '../ui/button.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Select } from '../ui/select.tsx';
import { PersonField } from './find-fields.tsx';
import { fieldName } from './field-names.ts';
import { IssueList } from './issue-notes.tsx';
import { PersonFields, PhonesField } from './person-fields.tsx';
import { emptyTyped, newPersonOf, WHO, type PersonTyped } from './person-typed.ts';
import { useTypedIssues } from './use-typed-issues.ts';
import './records.css';

/** Somebody who moves: a record that is there, or what is known of somebody new. */
export interface Mover {
  readonly key: string;
  readonly name: string;
  readonly person: string | PersonTyped;
  readonly relation: string;
}

export interface MoversProps {
  readonly movers: readonly Mover[];
  readonly onChange: (movers: readonly Mover[]) => void;
  /** Whether relations to a head are asked. */
  readonly withRelations: boolean;
  readonly headAt?: number | undefined;
}

/** Who has been chosen, each with the relation to the head. */
export function Movers({ movers, onChange, withRelations, headAt }: MoversProps): JSX.Element | null {
  const terms = useLive(useWorkstation().catalogs.terms) ?? [];
  const relations = terms.filter(({ list, code }) => list === 'relation' && code !== '01' && code !== '02');
  if (movers.length === 0) return null;
  return (
    <ul className="records-chosen" aria-label="一起迁的人">
      {movers.map((mover, at) => (
        <li key={mover.key}>
          <span>
            {mover.name}
            {typeof mover.person !== 'string' && <span className="records-quiet"> 新建档</span>}
          </span>
          {withRelations &&
            (headAt === at ? (
              <span className="records-quiet">户主</span>
            ) : (
              <Select
                label={`${mover.name}与户主关系`}
                labelHidden
                size="small"
                value={mover.relation}
                placeholder="与户主关系"
                options={relations.map(({ code, label }) => ({ value: code, label }))}
                onChange={(relation) => {
                  onChange(movers.map((one) => (one.key === mover.key ? { ...one, relation } : one)));
                }}
              />
            ))}
          <button
            type="button"
            className="ui-link"
            aria-label={`不迁${mover.name}`}
            onClick={() => {
              onChange(movers.filter((one) => one.key !== mover.key));
            }}
          >
            移除
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Adds the new person who is filled in but not added yet. Gives what hinders it, in words. */
export type TakeMover = () => string | undefined;

export interface AddMoverProps {
  readonly onAdd: (mover: Mover) => void;
  /** Filled while a new person is being taken down. */
  readonly pendingRef: RefObject<TakeMover | null>;
  readonly autoFocus?: boolean | undefined;
}

/** Finds somebody, or takes down somebody new. */
export function AddMover({ onAdd, pendingRef, autoFocus }: AddMoverProps): JSX.Element {
  const [isNew, setNew] = useState(false);
  if (isNew) {
    return (
      <NewPersonFields
        pendingRef={pendingRef}
        onAdd={(mover) => {
          onAdd(mover);
          setNew(false);
        }}
        onCancel={() => {
          setNew(false);
        }}
      />
    );
  }
  return (
    <div className="records-row">
      <PersonField
        label="找人"
        value={undefined}
        autoFocus={autoFocus}
        onChange={(row: PersonStock) => {
          onAdd({ key: row.id, name: row.name, person: row.id, relation: '' });
        }}
      />
      <Button
        className="records-beside"
        onClick={() => {
          setNew(true);
        }}
      >
        没有档案，新建一人
      </Button>
    </div>
  );
}

const CLASSES = PERSON_CLASSES.map((value) => ({ value, label: PERSON_CLASS_NAMES[value] }));
const draftRecord = (typed: PersonTyped, nowMs: number): AnyRecord => ({
  _id: 'person:new',
  type: 'person',
  scope: '',
  life: 'living',
  state: 'effective',
  provenance: { createdAt: isoAt(nowMs) },
  ...newPersonOf(typed),
});

const LABELS: ReadonlyMap<string, string> = new Map(WHO.map(({ path, label }) => [path, label]));

/** Whether anything was written beside what the form begins with. */
const isFilled = ({ texts, phones }: PersonTyped): boolean =>
  WHO.some(({ path, list }) => list === undefined && (texts[path] ?? '').trim() !== '') ||
  phones.some(({ number }) => number.trim() !== '');

function NewPersonFields(props: {
  readonly pendingRef: RefObject<TakeMover | null>;
  readonly onAdd: (mover: Mover) => void;
  readonly onCancel: () => void;
}): JSX.Element {
  const { clock } = useWorkstation();
  const [typed, setTyped] = useState(() => emptyTyped('floating'));
  const [isAsked, setAsked] = useState(false);
  const { introduced, problems } = useTypedIssues(null, draftRecord(typed, clock.nowMs()));
  const name = (typed.texts['name'] ?? '').trim();
  const missing = new Map(problems);
  if (name === '') missing.set('name', '写姓名，如 严立诚。');
  const twins = introduced.filter(({ rule }) => rule === 'two-persons-one-id');
  const { pendingRef, onAdd } = props;
  const add = (): void => {
    onAdd({ key: `new ${name} ${Date.now()}`, name, person: typed, relation: '' });
  };
  const wrong = introduced.filter(({ severity }) => severity === 'error');
  const take: TakeMover = () => {
    if (!isFilled(typed)) return undefined;
    setAsked(true);
    const fields = [...(name === '' ? ['name'] : []), ...wrong.flatMap(({ field }) => field ?? [])];
    if (fields.length > 0) {
      const names = [...new Set(fields)].map((path) => LABELS.get(path) ?? fieldName('person', path));
      return `新建的人还有项目要改：${names.join('、')}。`;
    }
    const [first] = [...wrong, ...twins];
    if (first !== undefined) return first.words;
    add();
    return undefined;
  };
  useImperativeHandle(pendingRef, () => take);
  return (
    <fieldset className="records-group records-form">
      <legend>新建一人</legend>
      <RadioGroup<PersonClass>
        label="人口类别"
        look="segmented"
        value={typed.class}
        options={CLASSES}
        onChange={(chosen) => {
          const idKind = emptyTyped(chosen).texts['idKind'] ?? '';
          setTyped({ ...typed, class: chosen, texts: { ...typed.texts, idKind } });
        }}
      />
      <PersonFields
        typed={typed}
        fields={WHO}
        problems={missing}
        isAsked={isAsked}
        autoFocus="name"
        onChange={setTyped}
      />
      <PhonesField
        items={typed.phones}
        problem={problems.get('phones')}
        onChange={(phones) => {
          setTyped({ ...typed, phones });
        }}
      />
      {twins.length > 0 && <IssueList label="可能已有档案" issues={twins} />}
      <div className="records-row records-acts">
        <Button
          onClick={() => {
            setAsked(true);
            if (name !== '') add();
          }}
        >
          加上这个人
        </Button>
        <Button kind="link" onClick={props.onCancel}>
          取消新建
        </Button>
      </div>
    </fieldset>
  );
}
