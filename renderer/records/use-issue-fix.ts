import { useCallback } from 'react';
import type { AnyRecord } from '../../shared/actions/change-set.ts';
import { refuse } from '../../shared/actions/scene.ts';
import type { OccupancyDocument } from '../../shared/domain/person.ts';
import type { Issue } from '../../shared/rules/issue.ts';
import type { Workstation } from '../data/api.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { once } from '../data/live.ts';
import { useAction, type Action } from './use-action.ts';
import { actOfFix, typeOfId, type AroundSubject } from './issue-fix.ts';

export interface IssueFixing extends Pick<Action, 'done' | 'trouble' | 'clear'> {
  readonly fix: (key: string, issue: Issue) => Promise<void>;
}

const NONE = [] as const;
const known = (): boolean => true;

async function gather({ records }: Workstation, id: string): Promise<AroundSubject | undefined> {
  const type = typeOfId(id);
  if (type === undefined) return undefined;
  const [record] = await records.many(type, [id]);
  if (record === undefined) return undefined;
  const stays: readonly OccupancyDocument[] =
    type === 'person' || type === 'room' ? await once(records.of('occupancy', type, id), known) : NONE;
  const people =
    type === 'household'
      ? await once(records.of('person', 'household', id), known)
      : await records.many('person', [...new Set(stays.map(({ person }) => person))]);
  return { record: record as unknown as AnyRecord, stays, people };
}

/** One-click fixes: read what is there now, make the act, commit it with its undo. */
export function useIssueFix(): IssueFixing {
  const workstation = useWorkstation();
  const tags = useLive(workstation.catalogs.tags) ?? NONE;
  const { run, context, today, done, trouble, clear, isBusy } = useAction();
  const fix = useCallback(
    async (key: string, issue: Issue): Promise<void> => {
      if (isBusy) return;
      const around = await gather(workstation, issue.subject);
      const grounds = { today, isDemonstration: workstation.policy.demonstration === true, tags };
      await run(
        around === undefined
          ? refuse('not-here', '这条记录不在本机，或已经移出你的范围。', '刷新后再看。')
          : actOfFix(key, issue, around, grounds, context()),
      );
    },
    [workstation, tags, run, context, today, isBusy],
  );
  return { fix, done, trouble, clear };
}
