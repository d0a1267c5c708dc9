import type { JSX } from 'react';
import { Dialog } from './dialog.tsx';
import { IconButton } from './icon-button.tsx';
import { IconBack, IconForward } from './icons.tsx';
import { photoName } from './photo-strip.tsx';
import type { Photo } from './photo-strip.tsx';

export interface PhotoViewerProps {
  readonly photos: readonly Photo[];
  readonly index: number;
  readonly onIndexChange: (index: number) => void;
  readonly onClose: () => void;
}

/** One picture as large as the window allows; ← → turn, Esc closes. */
export function PhotoViewer({ photos, index, onIndexChange, onClose }: PhotoViewerProps): JSX.Element | null {
  const photo = photos[index];
  if (photo === undefined) return null;
  const words = photoName(photo, index, photos.length);
  const turn = (by: number): void => {
    const next = index + by;
    if (next >= 0 && next < photos.length) onIndexChange(next);
  };
  return (
    <Dialog size="full" title={photo.tag ?? '照片'} note="← → 翻页" onClose={onClose}>
      <div
        className="ui-viewer"
        onKeyDown={(event) => {
          if (event.key === 'ArrowLeft') turn(-1);
          else if (event.key === 'ArrowRight') turn(1);
          else return;
          event.preventDefault();
        }}
      >
        <IconButton
          name="上一张"
          icon={<IconBack />}
          size="normal"
          disabled={index === 0}
          onClick={() => {
            turn(-1);
          }}
        />
        <figure tabIndex={-1} data-autofocus>
          {photo.src === undefined ? <p>照片还没到本机，联网后自动取来。</p> : <img src={photo.src} alt={words} />}
        </figure>
        <IconButton
          name="下一张"
          icon={<IconForward />}
          size="normal"
          disabled={index === photos.length - 1}
          onClick={() => {
            turn(1);
          }}
        />
        <p className="ui-viewer-words" aria-live="polite">
          {words}
        </p>
      </div>
    </Dialog>
  );
}
