import { useMemo } from 'react';
import type { JSX } from 'react';
import type { WriteRow } from '../../data/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { combineLive } from '../../lib/combine-live.ts';
import { PaneHead } from '../../ui/panel.tsx';
import { PhotoStrip } from '../../ui/photo-strip.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

export interface PhotoQueueProps {
  readonly photos: readonly WriteRow[];
  readonly isOnline: boolean;
  /** The centre answers and takes nothing: the banner says why. */
  readonly isHalted: boolean;
  readonly onOpenSubject: (id: string) => void;
}

const wordsOf = (
  { waiting, tries }: WriteRow,
  { isOnline, isHalted }: Pick<PhotoQueueProps, 'isOnline' | 'isHalted'>,
): string => {
  if (!isOnline) return '等联网';
  if (isHalted) return '暂停';
  return tries === undefined ? (waiting ?? '待送') : `第 ${String(tries)} 次重试`;
};

/** Photos go on their own: text never waits for them. */
export function PhotoQueue({ photos, isOnline, isHalted, onOpenSubject }: PhotoQueueProps): JSX.Element {
  const { photos: store } = useWorkstation();
  const ids = photos.map((photo) => photo.id).join(' ');
  const thumbs = useMemo(
    () => combineLive(ids === '' ? [] : ids.split(' ').map((id) => store.thumb(id))),
    [store, ids],
  );
  const sources = useLive(thumbs) ?? [];
  return (
    <section className="sync-photos">
      <PaneHead
        level={3}
        title="照片"
        count={photos.length}
        note={photos.length === 0 ? '没有待送的照片' : undefined}
      />
      {photos.length > 0 && (
        <PhotoStrip
          label="待送的照片"
          size="small"
          photos={photos.map((photo, at) => ({
            id: photo.id,
            src: sources[at] ?? undefined,
            tag: photo.title,
            state: <StateMark kind="waiting" words={wordsOf(photo, { isOnline, isHalted })} />,
          }))}
          onOpen={(at) => {
            const photo = photos[at];
            if (photo !== undefined) onOpenSubject(photo.subject);
          }}
        />
      )}
    </section>
  );
}
