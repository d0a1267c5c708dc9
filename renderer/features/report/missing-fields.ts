import type { Draft } from '../../data/api.ts';

export interface MissingFields {
  readonly category?: string;
  readonly place?: string;
  readonly photos?: string;
}

/** What a finding still lacks, each in words for its field. Empty when it can go. */
export function missingFields(draft: Pick<Draft, 'category' | 'place' | 'outcome' | 'photos'>): MissingFields {
  const has = (...kinds: readonly string[]): boolean => draft.photos.some((photo) => kinds.includes(photo.kind));
  const photos =
    draft.outcome === 'report'
      ? undefined
      : !has('before', 'near', 'far')
        ? '当场处置的要有处置前的照片。'
        : has('after')
          ? undefined
          : '当场处置的要有处置后的照片。';
  return {
    ...(draft.category === undefined ? { category: '选一个类别，如 暴露垃圾。' } : {}),
    ...(draft.place === undefined || draft.place.address.trim() === ''
      ? { place: '在图上点一下，或输楼名，如 上港小区 29幢。' }
      : {}),
    ...(photos === undefined ? {} : { photos }),
  };
}
