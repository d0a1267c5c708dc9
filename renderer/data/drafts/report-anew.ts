import type { Finding } from '../../../shared/domain/case.ts';
import type { PhotoRef } from '../../../shared/domain/evidence.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { newUlid } from '../../lib/random.ts';
import type { Draft, Outcome } from '../api.ts';
import type { SealedDatabase } from '../evidence/sealed-database.ts';
import type { Me } from '../me.ts';
import { originalOf, thumbOf } from '../photos/photo-bytes.ts';
import type { PhotoStore, StoredPhoto } from '../photos/photo-store.ts';
import { commit, type Planned } from '../rooms/mirror.ts';
import type { Change, Rooms } from '../rooms/rooms.ts';
import { done, storeTrouble, troubled } from '../trouble.ts';
import type { TrayItem } from '../sync/tray.ts';
import type { DraftStore } from './drafts.ts';

export interface ReportAnewParts {
  readonly rooms: Rooms;
  readonly drafts: DraftStore;
  readonly photos: PhotoStore;
  readonly evidence: SealedDatabase;
  readonly me: Me;
}

/** Whether a refused write is a finding of its own, which can be a draft once more. */
const isReport = (act: TrayItem['act']): act is 'report' | 'selfHandle' => act === 'report' || act === 'selfHandle';

/**
 * A refused report as a draft again: what was typed, the place and the photos, to be put right and reported as a new case. Draft and the going of what
 * was refused (`gone`) are one transaction: there is never neither. Photos get ids of their own, for the old ones may have reached the centre under the old case.
 */
export async function reportAnew(
  parts: ReportAnewParts,
  { act, entry }: Pick<TrayItem, 'act' | 'entry'>,
  gone: { readonly planned: readonly Planned[]; readonly also: readonly Change[] },
): Promise<Outcome<Draft>> {
  // The shape was judged by the act's own schema before it was written.
  const finding = entry?.data['finding'] as Finding | undefined;
  if (finding === undefined || !isReport(act))
    return troubled({
      code: 'tray/unreadable',
      what: '这一条的内容没有了，不能照着重报。',
      safe: '它还在退回箱里。',
      next: '看着上面列出的内容，重新上报一次。',
    });
  const { rooms, drafts, photos, me } = parts;
  const nowMs = me.clock.nowMs();
  const draftId = `draft:${newUlid(nowMs)}`;
  const copies = await copied(parts, (entry?.data['photos'] ?? []) as readonly PhotoRef[], draftId);
  const { category, place, description, urgent, channel } = finding;
  const draft: Draft = {
    ...{ id: draftId, savedAt: isoAt(nowMs), category, place, description, urgent: urgent ?? false, channel },
    outcome: act,
    photos: copies.map(({ row: { id, kind, takenAt, width, height, bytes } }) => ({
      ...{ id, kind, takenAt, width, height, bytes },
    })),
  };
  try {
    await commit(
      rooms,
      [
        drafts.plan(new Map([[draftId, draft]])),
        photos.plan(new Map(copies.map(({ row }) => [row.id, row]))),
        ...gone.planned,
      ],
      [...copies.flatMap(({ also }) => also), ...gone.also],
    );
  } catch (error) {
    return troubled(storeTrouble(error));
  }
  return done(draft);
}

/** The photos that still have their bytes here. */
async function copied(
  parts: ReportAnewParts,
  refs: readonly PhotoRef[],
  owner: string,
): Promise<readonly { readonly row: StoredPhoto; readonly also: readonly Change[] }[]> {
  const copies: { row: StoredPhoto; also: readonly Change[] }[] = [];
  for (const { id: old } of refs) {
    const stored = parts.photos.rows.get().get(old);
    const original = await originalOf(parts, old);
    const thumb = await thumbOf(parts, old);
    if (stored === undefined || original === undefined || thumb === undefined) continue;
    const { scope: _ofTheOldCase, ...rest } = stored;
    const id = `photo:${newUlid(parts.me.clock.nowMs())}`;
    copies.push({
      row: { ...rest, id, owner },
      also: [
        { room: 'originals', id, bytes: original },
        { room: 'thumbs', id, bytes: thumb },
      ],
    });
  }
  return copies;
}
