import { useMemo } from 'react';
import type { JSX } from 'react';
import type { AnyRecord } from '../../shared/actions/change-set.ts';
import { hasHistory, type FieldChange } from '../../shared/domain/change.ts';
import { typeOfId } from '../../shared/domain/document-types.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import type { PastChange } from '../data/records/api.ts';
import { disputedUnits } from '../data/records/disputes.ts';
import { titleOf } from '../data/records/in-words.ts';
import { TroubleNote } from './act-note.tsx';
import { settleValues } from './settle-values.ts';
import { useAction, type Done } from './use-action.ts';

export interface LostValueProps {
  readonly change: PastChange;
  readonly lost: FieldChange;
  readonly name: string;
  /** The value in words, covered. */
  readonly value: string;
  /** Nobody has decided yet: that is done where all of it is seen. */
  readonly isOpen: boolean;
  readonly onDone: ((done: Done) => void) | undefined;
}

/** A value of the history that gave way to a colleague's, and the way to put it into force all the same. */
export function LostValue({ change, lost, name, value, isOpen, onDone }: LostValueProps): JSX.Element {
  const workstation = useWorkstation();
  const { records } = workstation;
  const action = useAction();
  const type = typeOfId(change.subject);
  const live = useMemo(
    () => records.one(hasHistory(type) ? type : 'person', change.subject),
    [records, type, change.subject],
  );
  const record = useLive(live) as AnyRecord | null | undefined;
  const unit = useMemo(
    () => (record === undefined || record === null ? undefined : disputedUnits(record, { lost: [lost] })[0]),
    [record, lost],
  );
  const mayRestore = onDone !== undefined && !isOpen && unit !== undefined && !unit.isNotAlone;
  const restore = async (): Promise<void> => {
    if (action.isBusy || record === undefined || record === null || unit === undefined) return;
    const input = { change, values: unit.values, fieldNames: { [lost.field]: name }, subjectName: titleOf(record) };
    const done = await action.run(await settleValues(workstation, record, input, action.context()));
    if (done !== null) onDone?.(done);
  };
  return (
    <>
      <p className="records-quiet">
        没有生效：{name} {value}
        {isOpen && '（在冲突台等着定）'}
        {mayRestore && (
          <>
            {' '}
            <button
              type="button"
              className="ui-link"
              aria-label={`还原${name}为没有生效的 ${value}`}
              onClick={() => void restore()}
            >
              还原
            </button>
          </>
        )}
      </p>
      {action.trouble !== null && <TroubleNote trouble={action.trouble} />}
    </>
  );
}
