import { useMemo } from 'react';
import type { CasePhoto } from '../../../shared/domain/case.ts';
import { PHOTO_KIND_NAMES } from '../../../shared/domain/evidence.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { combineLive } from '../../lib/combine-live.ts';
import { stampWords } from '../../lib/shanghai-time.ts';
import type { Photo } from '../../ui/photo-strip.tsx';

/** The pictures of a case as the strip and the viewer take them; each appears as soon as its thumbnail is here. */
export function usePhotos(photos: readonly CasePhoto[]): readonly Photo[] {
  const { photos: store } = useWorkstation();
  const ids = photos.map((photo) => photo.id).join(' ');
  const thumbs = useMemo(
    () => combineLive(ids === '' ? [] : ids.split(' ').map((id) => store.thumb(id))),
    [store, ids],
  );
  const sources = useLive(thumbs) ?? [];
  return photos.map((photo, at) => ({
    id: photo.id,
    src: sources[at] ?? undefined,
    tag:
      photo.round === 0
        ? PHOTO_KIND_NAMES[photo.kind]
        : `${PHOTO_KIND_NAMES[photo.kind]} · 第 ${String(photo.round + 1)} 轮`,
    caption: stampWords(Date.parse(photo.takenAt)),
  }));
}
