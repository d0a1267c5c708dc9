import type { Role } from '../../../shared/domain/roles.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { aStandard } from '../../../shared/testing/builders.ts';
import { actIn, aNewPhoto, caseIn, type Office } from './people-at-work.ts';

/** Who take part in the main job, each with his own step of it. */
export const TAKING_PART = [
  'gridWorker',
  'communityClerk',
  'streetClerk',
  'dispatcher',
  'department',
  'supervisor',
] as const satisfies readonly Role[];

export type PersonOf = (role: (typeof TAKING_PART)[number]) => User;

/** From a case that the community has accepted to one that is closed, each step by its own role. `meanwhile` is called when a step has been made and may not have arrived. */
export async function toItsEnd(
  office: Office,
  person: PersonOf,
  id: string,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await office.during(person('streetClerk'), async (desk) => {
    await actIn(desk, id, 'open', { standard: aStandard });
    await meanwhile();
  });
  await office.during(person('dispatcher'), async (desk) => {
    await actIn(desk, id, 'dispatch', { department: 'dept:roads', departmentName: '道路设施养护中心' });
    await meanwhile();
  });
  await office.during(person('department'), async (desk) => {
    await actIn(desk, id, 'sign');
    await actIn(desk, id, 'finish', { text: '已换井盖' }, [aNewPhoto('处置后', 'after')]);
    await meanwhile();
  });
  await office.during(person('gridWorker'), async (desk) => {
    await caseIn(desk, id, ({ state }) => state === 'feedback');
    await actIn(desk, id, 'startCheck');
    await actIn(desk, id, 'passCheck');
    await meanwhile();
  });
  await office.during(person('streetClerk'), async (desk) => {
    await caseIn(desk, id, ({ state }) => state === 'pendingClose');
    await actIn(desk, id, 'close', { closeCondition: '井盖稳固' });
    await meanwhile();
  });
}

/** What has been done, as some of them see it: all alike, if all is well. */
export async function courseSeenBy(
  office: Office,
  person: PersonOf,
  id: string,
  roles: readonly (typeof TAKING_PART)[number][],
): Promise<readonly (readonly string[])[]> {
  const courses: (readonly string[])[] = [];
  for (const role of roles) {
    courses.push(
      await office.during(person(role), async (desk) => {
        const document = await caseIn(desk, id, ({ state }) => state === 'closed');
        return document.log.map((entry) => `${entry.act} ${entry.by.name} ${String(entry.stamp?.seq)}`);
      }),
    );
  }
  return courses;
}
