import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { AnyRecord } from '../../shared/actions/change-set.ts';
import type { Relations } from '../../shared/actions/household-parts.ts';
import { mergeHousehold } from '../../shared/actions/households.ts';
import type { HouseholdDocument } from '../../shared/domain/person.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { Select } from '../ui/select.tsx';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { livingMembers } from './head-field.tsx';
import { useAction } from './use-action.ts';
import { useGathered } from './use-gathered.ts';

export interface MergeDialogProps extends Ends {
  readonly householdId: string;
  /** Where the household lives: the other one has to live there too. */
  readonly roomId: string;
}

const HEAD = '01';

const householdsOf = (documents: readonly AnyRecord[]): readonly HouseholdDocument[] =>
  documents.filter(
    (one) => one.type === 'household' && one['state'] !== 'void',
  ) as unknown as readonly HouseholdDocument[];

/** 并户: the whole household joins another in the same room, each with a relation to the head there. */
export function MergeDialog({ householdId, roomId, ...ends }: MergeDialogProps): JSX.Element {
  const action = useAction();
  const { context } = action;
  const terms = useLive(useWorkstation().catalogs.terms) ?? [];
  const [chosen, setChosen] = useState<string>();
  const [relations, setRelations] = useState<Relations>({});
  const households = useMemo(() => [householdId], [householdId]);
  const rooms = useMemo(() => [roomId], [roomId]);
  const documents = useGathered({ households, rooms }, action.rereads);
  const others = useMemo(
    () => householdsOf(documents ?? []).filter(({ _id, room }) => _id !== householdId && room === roomId),
    [documents, householdId, roomId],
  );
  const only = others.length === 1 ? others[0]?._id : undefined;
  const into = chosen ?? only;
  const joining = documents === undefined ? [] : livingMembers(documents, householdId);
  const result = useMemo(
    () =>
      documents === undefined || into === undefined
        ? undefined
        : mergeHousehold(documents, { from: householdId, into, relations }, context()),
    [documents, householdId, into, relations, context],
  );
  const headName = (household: HouseholdDocument): string =>
    livingMembers(documents ?? [], household._id).find(({ _id }) => _id === household.head)?.name ?? '没有户主的一户';
  const isAlone = documents !== undefined && others.length === 0;
  return (
    <ActDialog
      title="并户"
      actName="登记并户"
      action={action}
      result={result}
      missing={isAlone ? '这一室没有别的户。先整户迁到一处，再并户。' : '选并入哪一户。'}
      {...ends}
    >
      {isAlone ? (
        <p className="records-quiet">这一室没有别的户。先整户迁到一处，再并户。</p>
      ) : (
        <Select
          label="并入"
          required
          value={into ?? ''}
          placeholder="选同一室的另一户"
          options={others.map((one) => ({ value: one._id, label: `${headName(one)}的户` }))}
          onChange={setChosen}
        />
      )}
      {into !== undefined &&
        joining.map(({ _id, name }) => (
          <Select
            key={_id}
            label={`${name}与户主的关系`}
            value={relations[_id] ?? ''}
            placeholder="先记为其他"
            options={terms
              .filter(({ list, code }) => list === 'relation' && code !== HEAD)
              .map(({ code, label }) => ({ value: code, label }))}
            onChange={(relation) => {
              setRelations({ ...relations, [_id]: relation });
            }}
          />
        ))}
    </ActDialog>
  );
}
