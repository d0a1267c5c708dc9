import { useEffect, useRef, useState } from 'react';
import type { JSX } from 'react';
import { PHOTO_KIND_NAMES, type PhotoKind } from '../../../shared/domain/evidence.ts';
import type { NewPhoto } from '../../data/api.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { IconRemove } from '../../ui/icons.tsx';
import { PhotoInput } from '../../ui/photo-input.tsx';

/** A photo chosen for an act that is not written yet. */
export interface PendingPhoto {
  readonly key: string;
  readonly url: string;
  readonly photo: NewPhoto;
}

/** Photos for one act. They live in memory until the act is written, and their addresses are given back. */
export function usePendingPhotos(nowMs: () => number): {
  readonly photos: readonly PendingPhoto[];
  readonly add: (files: readonly File[], kind: PhotoKind) => void;
  readonly remove: (key: string) => void;
  readonly clear: () => void;
} {
  const [photos, setPhotos] = useState<readonly PendingPhoto[]>([]);
  const urls = useRef(new Set<string>());
  useEffect(() => {
    const known = urls.current;
    return () => {
      for (const url of known) URL.revokeObjectURL(url);
    };
  }, []);
  const forget = (url: string): void => {
    URL.revokeObjectURL(url);
    urls.current.delete(url);
  };
  return {
    photos,
    add: (files, kind) => {
      const added = files
        .filter((file) => file.type.startsWith('image/'))
        .map((file) => {
          const url = URL.createObjectURL(file);
          urls.current.add(url);
          const takenAt = new Date(Math.min(file.lastModified, nowMs())).toISOString();
          return { key: url, url, photo: { blob: file, kind, takenAt } };
        });
      setPhotos((before) => [...before, ...added]);
    },
    remove: (key) => {
      forget(key);
      setPhotos((before) => before.filter((photo) => photo.key !== key));
    },
    clear: () => {
      for (const { url } of photos) forget(url);
      setPhotos([]);
    },
  };
}

export interface PendingPhotosProps {
  readonly label: string;
  readonly kind: PhotoKind;
  readonly photos: readonly PendingPhoto[];
  readonly onAdd: (files: readonly File[], kind: PhotoKind) => void;
  readonly onRemove: (key: string) => void;
}

export function PendingPhotos({ label, kind, photos, onAdd, onRemove }: PendingPhotosProps): JSX.Element {
  return (
    <ul className="cases-pending" aria-label={label}>
      {photos.map((pending, at) => (
        <li key={pending.key}>
          <img src={pending.url} alt={`${PHOTO_KIND_NAMES[pending.photo.kind]} ${String(at + 1)}`} />
          <IconButton
            name={`去掉第 ${String(at + 1)} 张`}
            icon={<IconRemove />}
            onClick={() => {
              onRemove(pending.key);
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
  );
}
