import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { FieldChange } from '../../shared/domain/change.ts';
import { hasHistory, type HistoryType } from '../../shared/domain/change.ts';
import { isNotAlone } from '../../shared/actions/not-alone.ts';
import { typeOfId } from '../../shared/domain/document-types.ts';
import type { Trouble } from '../data/api.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import type { PastChange } from '../data/records/api.ts';
import { undecided } from '../data/records/disputes.ts';
import { momentWords } from '../lib/shanghai-time.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { TroubleNote } from './act-note.tsx';
import { actWords } from './act-names.ts';
import { LostValue } from './lost-value.tsx';
import { covered, fieldName as nameOf, valueWords as wordsOf } from './field-names.ts';
import { doneWords, type Done } from './use-action.ts';
import { useReferences } from './use-references.ts';
import './records.css';

export interface HistoryListProps {
  readonly subject: string;
  /** Only what changed this field. */
  readonly field?: string | undefined;
  readonly fieldName?: ((path: string) => string) | undefined;
  /** Given covered values. */
  readonly valueWords?: ((path: string, value: unknown) => string) | undefined;
  readonly onDone?: ((done: Done) => void) | undefined;
}

/** Edits of single fields are set back field by field; what was taken back is not taken back again here. */
const ALONE: ReadonlySet<string> = new Set(['edit', 'confirm', 'settle', 'undo', 'restore']);
const SILENT: ReadonlySet<string> = new Set(['audience', 'scope', 'handover']);

/** Field history of one record, newest first: who, when, from what to what, on what grounds; each field can be set back. */
export function HistoryList(props: HistoryListProps): JSX.Element {
  const { subject, field, onDone } = props;
  const { records, catalogs, clock, sync } = useWorkstation();
  const terms = useLive(catalogs.terms) ?? [];
  const history = useLive(useMemo(() => records.history(subject), [records, subject]));
  const [trouble, setTrouble] = useState<Trouble>();
  const claimed = typeOfId(subject);
  const type: HistoryType = hasHistory(claimed) ? claimed : 'person';
  const shown = useMemo(
    () =>
      (history ?? [])
        .map((change) => ({ change, fields: change.fields.filter((one) => isWanted(one, field)) }))
        .filter(
          ({ change, fields }) =>
            fields.length > 0 ||
            (field === undefined && change.fields.length === 0) ||
            (change.lost ?? []).some((one) => isWanted(one, field)),
        ),
    [history, field],
  );
  const open = useMemo(() => new Set(undecided(history ?? []).map(({ id }) => id)), [history]);
  const reference = useReferences(
    shown.flatMap(({ change, fields }) => [...fields, ...(change.lost ?? [])].flatMap(({ from, to }) => [from, to])),
  );

  if (history === undefined) return <Skeleton label="读取字段历史" />;
  if (shown.length === 0) return <p className="records-quiet">还没有改动过。以后每次改动都会留在这里。</p>;

  const words = (path: string, value: unknown): string => {
    const named = reference(value);
    if (named !== undefined) return named;
    const safe = covered(path, value);
    return props.valueWords?.(path, safe) ?? wordsOf(type, path, safe, terms);
  };
  const isOnline = (): boolean => sync.status.get()?.online === true;
  const restore = async (change: PastChange, one: FieldChange): Promise<void> => {
    const outcome = await records.restore(subject, change.id, [one.field]);
    if (!outcome.ok) {
      setTrouble(outcome.trouble);
      return;
    }
    setTrouble(undefined);
    const name = props.fieldName?.(one.field) ?? nameOf(type, one.field);
    onDone?.(doneWords(outcome.value.batch, `还原${name}`, isOnline()));
  };
  const undo = async (change: PastChange): Promise<void> => {
    const outcome = await records.undo(change.batch);
    if (!outcome.ok) {
      setTrouble(outcome.trouble);
      return;
    }
    setTrouble(undefined);
    onDone?.(doneWords(outcome.value.batch, `撤回${actWords(change.act)}`, isOnline()));
  };
  return (
    <>
      {trouble !== undefined && <TroubleNote trouble={trouble} />}
      <ol className="records-history" aria-label="字段历史">
        {shown.map(({ change, fields }) => (
          <li key={change.id}>
            <div className="records-history-head">
              <b>{actWords(change.act)}</b>
              {change.delivery === 'queued' && <StateMark kind="waiting" />}
              {change.reason !== undefined && <span className="records-quiet">{change.reason}</span>}
              <span className="records-quiet">
                {momentWords(change.at, clock.nowMs())} · {change.by.name} · {change.source}
                {onDone !== undefined && !ALONE.has(change.act) && (
                  <>
                    {' · '}
                    <button
                      type="button"
                      className="ui-link"
                      aria-label={`整次撤回${actWords(change.act)}`}
                      onClick={() => void undo(change)}
                    >
                      整次撤回
                    </button>
                  </>
                )}
              </span>
            </div>
            {fields.length > 0 && (
              <dl>
                {fields.map((one) => {
                  const name = props.fieldName?.(one.field) ?? nameOf(type, one.field);
                  const mayRestore = !isNotAlone(one.field) && one.field !== 'state';
                  return [
                    <dt key={`${one.field} name`}>{name}</dt>,
                    <dd key={`${one.field} value`}>
                      {words(one.field, one.from)} → {words(one.field, one.to)}
                    </dd>,
                    <dd key={`${one.field} act`}>
                      {mayRestore && onDone !== undefined && (
                        <button
                          type="button"
                          className="ui-link"
                          aria-label={`还原${name}为 ${words(one.field, one.from)}`}
                          onClick={() => void restore(change, one)}
                        >
                          还原
                        </button>
                      )}
                    </dd>,
                  ];
                })}
              </dl>
            )}
            {(change.lost ?? [])
              .filter((one) => isWanted(one, field))
              .map((one) => (
                <LostValue
                  key={one.field}
                  change={change}
                  lost={one}
                  name={props.fieldName?.(one.field) ?? nameOf(type, one.field)}
                  value={words(one.field, one.to)}
                  isOpen={open.has(change.id)}
                  onDone={onDone}
                />
              ))}
          </li>
        ))}
      </ol>
    </>
  );
}

const isWanted = (change: FieldChange, field: string | undefined): boolean =>
  field === undefined
    ? !SILENT.has(change.field)
    : change.field === field || change.field.startsWith(`${field}.`) || field.startsWith(`${change.field}.`);
