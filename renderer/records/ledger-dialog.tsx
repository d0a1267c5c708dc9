import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { addLedgerEntry } from '../../shared/actions/add-place.ts';
import { editFields } from '../../shared/actions/edit-fields.ts';
import type { BuildingDocument } from '../../shared/domain/building.ts';
import { asTyped, readFields, type TypedValues } from '../../shared/domain/configured-fields.ts';
import type { LedgerEntryDocument } from '../../shared/domain/ledger-entry.ts';
import type { LedgerKind } from '../data/api.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { shanghaiDay } from '../lib/shanghai-time.ts';
import { TextField } from '../ui/text-field.tsx';
import { troubleWords } from './act-note.tsx';
import { BuildingField } from './building-field.tsx';
import { FieldsForm } from './fields-form.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { useAction, type Done } from './use-action.ts';
import { useOpened } from './use-opened.ts';
import { useTyped } from './use-typed.ts';

export interface LedgerDialogProps {
  readonly ledger: LedgerKind;
  /** Left out: a new line. */
  readonly entry?: LedgerEntryDocument | undefined;
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** A line of a special ledger, new or edited, by the ledger's configuration alone. */
export function LedgerDialog({ ledger, entry: present, onDone, onClose }: LedgerDialogProps): JSX.Element {
  const action = useAction();
  const entry = useOpened(present, action.rereads);
  const { policy, buildings, clock } = useWorkstation();
  const all = useLive(buildings);
  const [typed, setTyped, recorded] = useTyped(entry, (one): TypedValues => asTyped(ledger.fields, one?.values ?? {}));
  const [month, setMonth] = useTyped(entry, (one) => one?.month ?? shanghaiDay(clock.nowMs()).slice(0, 7));
  const [chosen, setChosen] = useState<BuildingDocument>();
  const building = chosen ?? all?.find(({ _id }) => _id === entry?.building);
  const [wasAsked, setAsked] = useState(false);
  const verdict = useMemo(
    () => readFields(ledger.fields, typed, { isDemonstration: policy.demonstration === true }),
    [ledger, typed, policy],
  );
  const monthProblem = ledger.byMonth && !MONTH.test(month) ? '月份写成 2026-11。' : undefined;
  const placeProblem = entry === undefined && building === undefined ? '先选它在哪幢楼，台账按网格归属。' : undefined;
  const hasProblem = verdict.problems.size > 0 || monthProblem !== undefined || placeProblem !== undefined;
  const named = verdict.values[ledger.titleField];
  const title = typeof named === 'string' ? named : (entry?.title ?? '');

  const save = async (): Promise<void> => {
    setAsked(true);
    if (hasProblem) return;
    const result =
      entry === undefined
        ? addLedgerEntry(
            {
              scope: building?.scope ?? '',
              ledger: ledger.key,
              title,
              values: verdict.values,
              ...(ledger.byMonth ? { month, series: title } : {}),
              ...(building === undefined
                ? {}
                : {
                    building: building._id,
                    place: { point: building.centroid, crs: 'WGS84' as const, source: 'building' as const },
                  }),
            },
            ledger.name,
            action.context(),
          )
        : editFields(
            // A record with history: its schema says more than the act wants to know.
            [entry],
            {
              record: entry._id,
              values: {
                title,
                ...Object.fromEntries(ledger.fields.map(({ key }) => [`values.${key}`, verdict.values[key]])),
                ...(ledger.byMonth ? { month } : {}),
                ...(chosen === undefined ? {} : { building: chosen._id, scope: chosen.scope }),
              },
              fieldNames: Object.fromEntries(ledger.fields.map(({ key, label }) => [`values.${key}`, label])),
              subjectName: title,
            },
            action.context(),
          );
    const done = await action.run(result);
    if (done === null) return;
    onDone(done);
    onClose();
  };

  return (
    <SaveDialog
      title={entry === undefined ? `新增 · ${ledger.name}` : `${entry.title} · ${ledger.name}`}
      size="wide"
      saveName="存入台账"
      isBusy={action.isBusy}
      problem={troubleWords(action.trouble)}
      onSave={() => void save()}
      onClose={onClose}
    >
      {ledger.byMonth && (
        <TextField
          label="月份"
          required
          value={month}
          onChange={setMonth}
          error={wasAsked ? monthProblem : undefined}
        />
      )}
      <FieldsForm
        fields={ledger.fields}
        typed={typed}
        recorded={recorded}
        problems={wasAsked ? verdict.problems : new Map()}
        onChange={(key, text) => {
          setTyped((now) => ({ ...now, [key]: text }));
        }}
      />
      <BuildingField
        label="所在楼"
        required={entry === undefined}
        value={building}
        onChange={setChosen}
        error={wasAsked ? placeProblem : undefined}
      />
    </SaveDialog>
  );
}
