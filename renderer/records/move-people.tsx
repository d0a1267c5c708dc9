import { useImperativeHandle, useRef, useState } from 'react';
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
import { unfinishedIn } from './filled-in.ts';
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
  /** Opens the fields of somebody new again. */
  readonly onEdit?: ((mover: Mover) => void) | undefined;
  /** Whether relations to a head are asked. */
  readonly withRelations: boolean;
  readonly headAt?: number | undefined;
}

/** Who has been chosen, each with the relation to the head. */
export function Movers({ movers, onChange, onEdit, withRelations, headAt }: MoversProps): JSX.Element | null {
  const terms = useLive(useWorkstation().catalogs.terms) ?? [];
  const relations = terms.filter(({ list, code }) => list === 'relation' && code !== '01' && code !== '02');
  if (movers.length === 0) return null;
  return (
    <ul className="records-chosen" aria-label="一起迁的人">
      {movers.map((mover, at) => (
        <li key={mover.key} data-answer={mover.key}>
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
          {onEdit !== undefined && typeof mover.person !== 'string' && (
            <button
              type="button"
              className="ui-link"
              aria-label={`改${mover.name}`}
              onClick={() => {
                onEdit(mover);
              }}
            >
              改
            </button>
          )}
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
  /** One with the key of somebody who is there takes his place. */
  readonly onAdd: (mover: Mover) => void;
  /** Filled while a new person is being taken down. */
  readonly pendingRef: RefObject<TakeMover | null>;
  readonly autoFocus?: boolean | undefined;
  /** Somebody new whose fields are open again, and what ends that. */
  readonly edited?: Mover | undefined;
  readonly onEdited?: (() => void) | undefined;
}

/** Finds somebody, or takes down somebody new. */
export function AddMover({ onAdd, pendingRef, autoFocus, edited, onEdited }: AddMoverProps): JSX.Element {
  const [isNew, setNew] = useState(false);
  const [wasNew, setWasNew] = useState(false);
  if (isNew || edited !== undefined) {
    const close = (): void => {
      setNew(false);
      setWasNew(true);
      onEdited?.();
    };
    return (
      <NewPersonFields
        key={edited?.key}
        edited={edited}
        pendingRef={pendingRef}
        onAdd={(mover) => {
          onAdd(mover);
          close();
        }}
        onCancel={close}
      />
    );
  }
  return (
    <div className="records-row">
      <PersonField
        label="找人"
        value={undefined}
        // Whoever was just taken down is followed by the next.
        autoFocus={autoFocus === true || wasNew}
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
  readonly edited: Mover | undefined;
  readonly pendingRef: RefObject<TakeMover | null>;
  readonly onAdd: (mover: Mover) => void;
  readonly onCancel: () => void;
}): JSX.Element {
  const { clock } = useWorkstation();
  const { edited, pendingRef, onAdd } = props;
  const given = typeof edited?.person === 'object' ? edited.person : undefined;
  const [typed, setTyped] = useState(() => given ?? emptyTyped('floating'));
  const [isAsked, setAsked] = useState(false);
  const [hindrance, setHindrance] = useState<string>();
  const fields = useRef<HTMLFieldSetElement>(null);
  const { introduced, problems } = useTypedIssues(null, draftRecord(typed, clock.nowMs()));
  const name = (typed.texts['name'] ?? '').trim();
  const missing = new Map(problems);
  if (name === '') missing.set('name', '写姓名，如 严立诚。');
  const twins = introduced.filter(({ rule }) => rule === 'two-persons-one-id');
  const wrong = introduced.filter(({ severity }) => severity === 'error');
  const hindered = (): string | undefined => {
    const paths = [...(name === '' ? ['name'] : []), ...wrong.flatMap(({ field }) => field ?? [])];
    if (paths.length > 0) {
      const names = [...new Set(paths)].map((path) => LABELS.get(path) ?? fieldName('person', path));
      return `新建的人还有项目要改：${names.join('、')}。`;
    }
    return [...wrong, ...twins][0]?.words;
  };
  const add: TakeMover = () => {
    setAsked(true);
    const why = hindered();
    if (why === undefined)
      onAdd({
        key: edited?.key ?? `new ${name} ${Date.now()}`,
        name,
        person: typed,
        relation: edited?.relation ?? '',
      });
    return why;
  };
  const take: TakeMover = () => (edited === undefined && !isFilled(typed) ? undefined : add());
  useImperativeHandle(pendingRef, () => take);
  return (
    <fieldset ref={fields} className="records-group records-form">
      <legend>{edited === undefined ? '新建一人' : `改${edited.name}`}</legend>
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
        onChange={(next) => {
          setTyped(next);
          setHindrance(undefined);
        }}
      />
      <PhonesField
        items={typed.phones}
        problem={problems.get('phones')}
        onChange={(phones) => {
          setTyped({ ...typed, phones });
        }}
      />
      {twins.length > 0 && <IssueList label="可能已有档案" issues={twins} />}
      {hindrance !== undefined && (
        <p className="ui-field-error" role="alert">
          {hindrance}
        </p>
      )}
      <div className="records-row records-acts">
        <Button
          onClick={() => {
            setHindrance((fields.current === null ? undefined : unfinishedIn(fields.current)?.words) ?? add());
          }}
        >
          {edited === undefined ? '加上这个人' : '改好'}
        </Button>
        <Button kind="link" onClick={props.onCancel}>
          {edited === undefined ? '取消新建' : '不改了'}
        </Button>
      </div>
    </fieldset>
  );
}
