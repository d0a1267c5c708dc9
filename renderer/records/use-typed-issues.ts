import { useEffect, useMemo, useState } from 'react';
import type { AnyRecord } from '../../shared/actions/change-set.ts';
import type { PersonDocument } from '../../shared/domain/person.ts';
import { issuesAlone } from '../../shared/rules/find-issues.ts';
import type { Issue, World } from '../../shared/rules/issue.ts';
import { loneWorld } from '../../shared/rules/lone-world.ts';
import { twoPersonsOneId } from '../../shared/rules/two-persons-one-id.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { shanghaiDay } from '../lib/shanghai-time.ts';

export interface TypedIssues {
  /** What this edit brought in. */
  readonly introduced: readonly Issue[];
  /** What was wrong before it and still is. */
  readonly there: readonly Issue[];
  /** The first introduced one of each field, in words. */
  readonly problems: ReadonlyMap<string, string>;
}

/** What the rules say of a record while it is typed; `before: null` where it is new. Those that need others are for the work list, but for two persons with one id. */
export function useTypedIssues(before: AnyRecord | null, after: AnyRecord): TypedIssues {
  const { clock, policy, catalogs } = useWorkstation();
  const known = useLive(catalogs.tags);
  const twins = useTwins(after);
  const today = shanghaiDay(clock.nowMs());
  const isDemonstration = policy.demonstration === true;
  const world = useMemo((): World => {
    const tags = new Map((known ?? []).map((tag) => [tag.code, tag]));
    return {
      ...loneWorld({ today, isDemonstration, tags }),
      personsByIdNumber: () => twins.map(({ _id }) => _id),
      person: (id) => twins.find(({ _id }) => _id === id),
    };
  }, [known, today, isDemonstration, twins]);
  return useMemo(() => toldApart(before, after, world), [before, after, world]);
}

const found = (record: AnyRecord, world: World): readonly Issue[] => [
  ...issuesAlone(record, world),
  ...(record.type === 'person' ? twoPersonsOneId.find(record, world) : []),
];

/** Issues of `after`, those of `before` apart. The same issue with other words is still the same. */
export function toldApart(before: AnyRecord | null, after: AnyRecord, world: World): TypedIssues {
  const former = new Set(before === null ? [] : found(before, world).map(({ id }) => id));
  const now = found(after, world);
  const introduced = now.filter(({ id }) => !former.has(id));
  const problems = new Map<string, string>();
  for (const { field, words } of introduced) {
    if (field !== undefined && !problems.has(field)) problems.set(field, words);
  }
  return { introduced, there: now.filter(({ id }) => former.has(id)), problems };
}

const NOBODY: readonly PersonDocument[] = [];
/** Who else here has this id number. */
function useTwins(record: AnyRecord): readonly PersonDocument[] {
  const { stock, records } = useWorkstation();
  const number = record.type === 'person' ? record['idNumber'] : undefined;
  const wanted = typeof number === 'string' && number.length >= 15 ? number : '';
  const [answer, setAnswer] = useState<{ readonly number: string; readonly people: readonly PersonDocument[] }>();
  useEffect(() => {
    if (wanted === '') return;
    let isWanted = true;
    const look = async (): Promise<void> => {
      const ids = await stock.ids({ kind: 'person', where: [{ field: 'idNumber', op: 'in', values: [wanted] }] });
      const people = await records.many('person', ids);
      if (isWanted) setAnswer({ number: wanted, people });
    };
    void look();
    return () => {
      isWanted = false;
    };
  }, [stock, records, wanted]);
  return answer !== undefined && answer.number === wanted && wanted !== '' ? answer.people : NOBODY;
}
