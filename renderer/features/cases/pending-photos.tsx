import { useCallback, useEffect, useRef } from 'react';
import type { JSX } from 'react';
import { PHOTO_KIND_NAMES, type PhotoKind } from '../../../shared/domain/evidence.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { IconRemove } from '../../ui/icons.tsx';
import { PhotoInput } from '../../ui/photo-input.tsx';
import type { PendingPhoto } from './kept-acts.ts';

export interface PendingPhotosProps {
  readonly label: string;
  readonly kind: PhotoKind;
  readonly photos: readonly PendingPhoto[];
  readonly onAdd: (files: readonly File[], kind: PhotoKind) => void;
  readonly onRemove: (key: string) => void;
  readonly error?: string | undefined;
  /** How often the act was tried: each time without the photo, the hand goes to 选照片. */
  readonly tries?: number | undefined;
}

/** The picture has an address only while it is on the screen. */
function Thumb({ blob, name }: { readonly blob: Blob; readonly name: string }): JSX.Element {
  const draw = useCallback(
    (image: HTMLImageElement) => {
      const url = URL.createObjectURL(blob);
      image.src = url;
      return () => {
        URL.revokeObjectURL(url);
      };
    },
    [blob],
  );
  return <img ref={draw} alt={name} />;
}

export function PendingPhotos(props: PendingPhotosProps): JSX.Element {
  const { label, kind, photos, onAdd, onRemove, error, tries = 0 } = props;
  const list = useRef<HTMLUListElement>(null);
  const isBad = error !== undefined;
  useEffect(() => {
    if (isBad) list.current?.querySelector<HTMLElement>('.ui-photo-add')?.focus();
  }, [isBad, tries]);
  return (
    <div>
      <ul ref={list} className="cases-pending" aria-label={label} data-bad={isBad || undefined}>
        {photos.map(({ key, photo }, at) => (
          <li key={key}>
            <Thumb blob={photo.blob} name={`${PHOTO_KIND_NAMES[photo.kind]} ${String(at + 1)}`} />
            <IconButton
              name={`去掉第 ${String(at + 1)} 张`}
              icon={<IconRemove />}
              onClick={() => {
                onRemove(key);
              }}
            />
          </li>
        ))}
        <li>
          <PhotoInput
            label={`加照片：${PHOTO_KIND_NAMES[kind]}`}
            size="small"
            onPhotos={(files) => {
              onAdd(files, kind);
            }}
          />
        </li>
      </ul>
      {isBad && (
        <p className="ui-field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
