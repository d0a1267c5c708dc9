import type { Act } from '../../../shared/cases/acts.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { Post } from '../../../shared/domain/staff.ts';
import { aFinding } from '../../../shared/testing/builders.ts';
import type { NewPhoto, Outcome, SyncCounts, Workstation } from '../api.ts';
import { once } from '../live.ts';

/** What someone does at a workstation, and what he waits for. */

export function postOf({ user }: Workstation): Post {
  const [post] = user.posts;
  if (post === undefined) throw new Error('a user has a post');
  return post;
}

export const photo = (text: string, kind: NewPhoto['kind'] = 'near'): NewPhoto => ({
  blob: new Blob([text]),
  kind,
  takenAt: '2026-11-20T01:59:00.000Z',
});

/** The id of the new case. */
export async function report(workstation: Workstation, photos: readonly NewPhoto[] = []): Promise<string> {
  const { category, place, description } = aFinding();
  const draft = await workstation.drafts.create('patrol');
  for (const one of photos) await workstation.drafts.addPhoto(draft.id, one);
  await workstation.drafts.save({ ...draft, category, place, description });
  const outcome = await workstation.cases.submitDraft(draft.id, postOf(workstation));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.trouble));
  return outcome.value.caseId;
}

export const act = (
  workstation: Workstation,
  id: string,
  what: Act,
  data = {},
  photos: readonly NewPhoto[] = [],
): Promise<Outcome<unknown>> => workstation.cases.act(id, what, postOf(workstation), data, photos);

export const counted = (workstation: Workstation, holds: (counts: SyncCounts) => boolean): Promise<SyncCounts> =>
  once(workstation.sync.status, ({ counts }) => holds(counts)).then(({ counts }) => counts);

export const allDelivered = ({ queued, delivered }: SyncCounts): boolean => queued === 0 && delivered > 0;

export async function here(
  workstation: Workstation,
  id: string,
  holds: (document: CaseDocument) => boolean = () => true,
): Promise<CaseDocument> {
  const document = await once(workstation.cases.one(id), (one) => one !== null && holds(one));
  if (document === null) throw new Error('the case is here');
  return document;
}
