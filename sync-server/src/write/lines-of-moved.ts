import { createHash } from 'node:crypto';
import { TIMER_DEVICE, timerActor } from '../../../shared/cases/timer-actor.ts';
import type { Placed } from '../../../shared/domain/base-document.ts';
import type { CareFileDocument } from '../../../shared/domain/care-file.ts';
import type { Actor } from '../../../shared/domain/case.ts';
import type { ChangeDocument } from '../../../shared/domain/change.ts';
import { isUnder } from '../../../shared/domain/codes.ts';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { seededRandom } from '../../../shared/lib/random.ts';
import { ulid } from '../../../shared/lib/ulid.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';

const SOURCE = '随人迁移';
const WORDS = { here: '人移到这里，专档跟着移来', gone: '人移走了，专档跟着移走' } as const;

const COMMUNITY_DIGITS = 12;
const inOneCommunity = (a: string, b: string): boolean => a.slice(0, COMMUNITY_DIGITS) === b.slice(0, COMMUNITY_DIGITS);

/** In the post by which he had the person, or came to have him. */
function actorOf({ id, displayName, posts }: User, places: readonly string[]): Actor | undefined {
  const post = posts.find(({ scope }) => places.some((place) => isUnder(place, scope))) ?? posts[0];
  return post && { id, name: displayName, post };
}

/**
 * The lines that a care file gets which went after its person: who moved him, with the file for its new keepers and where it was for the former ones, who are not told where to.
 * Whoever writes them, they are the same ones. `mover`: where he is not known, the centre.
 */
export function linesOfMoved(
  file: CareFileDocument & { readonly _rev: string },
  place: Pick<Placed, 'scope' | 'audience'>,
  { provenance, handover }: PersonDocument,
  mover: User | undefined,
): readonly ChangeDocument[] {
  if (file.scope === place.scope) return [];
  const atMs = Date.parse(handover?.at ?? provenance.updatedAt ?? provenance.createdAt) || 0;
  const at = isoAt(atMs);
  const by = (mover && actorOf(mover, [file.scope, place.scope])) ?? timerActor(place.scope);
  const line = (which: keyof typeof WORDS, where: Pick<Placed, 'scope' | 'audience'>): ChangeDocument => {
    const seed = createHash('md5').update(`${which} ${file._id} ${file._rev}`).digest().readUInt32BE(0);
    const id = ulid(atMs, seededRandom(seed));
    return {
      _id: `change:${id}`,
      type: 'careChange',
      ...where,
      schema: CURRENT_FORM,
      provenance: { createdAt: at, createdBy: by.id, createdDevice: TIMER_DEVICE, source: SOURCE },
      subject: file._id,
      ...{ id, act: 'edit', by, device: TIMER_DEVICE, at, clock: 'trusted', source: SOURCE, reason: WORDS[which] },
      batch: id,
      fields: [],
      takenAt: at,
    } as ChangeDocument;
  };
  const { scope, audience } = place;
  const here = line('here', { scope, ...(audience === undefined ? {} : { audience }) });
  return inOneCommunity(file.scope, scope) ? [here] : [here, line('gone', { scope: file.scope })];
}
