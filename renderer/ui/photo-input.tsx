import { useId, useRef, useState, useSyncExternalStore } from 'react';
import type { JSX, ReactNode } from 'react';
import { IconAddPhoto, IconCamera } from './icons.tsx';
import './photo-input.css';

export interface PhotoInputProps {
  /** 加照片：处置后 */
  readonly label: string;
  readonly onPhotos: (files: readonly File[]) => void;
  readonly size?: 'small' | 'normal' | undefined;
  /** The key that opens it, printed on the box. */
  readonly keyHint?: string | undefined;
}

const COARSE = '(pointer: coarse)';
const subscribeToPointer = (changed: () => void): (() => void) => {
  const query = matchMedia(COARSE);
  query.addEventListener('change', changed);
  return () => {
    query.removeEventListener('change', changed);
  };
};

/** Only the pictures of a paste; its words are for the field. */
export const picturesOf = (data: DataTransfer | null): readonly File[] =>
  [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'));

/** Pictures by name that no Chromium decodes. On Windows those of a telephone (HEIC) have no type at all. */
const UNREADABLE = /^image\/(hei[cf]|tiff|svg)/;
const isPhoto = ({ type }: File): boolean => type.startsWith('image/') && !UNREADABLE.test(type);

/** The dashed box that takes photos: chosen from files, dropped, or taken by the camera where there is a touch screen. */
export function PhotoInput({ label, onPhotos, size = 'normal', keyHint }: PhotoInputProps): JSX.Element {
  const isTouch = useSyncExternalStore(subscribeToPointer, () => matchMedia(COARSE).matches);
  const [notTaken, setNotTaken] = useState<readonly File[]>([]);
  const take = (files: readonly File[]): void => {
    setNotTaken(files.filter((file) => !isPhoto(file)));
    const taken = files.filter(isPhoto);
    if (taken.length > 0) onPhotos(taken);
  };
  return (
    <span
      className="ui-photo-input"
      onDragOver={(event) => {
        event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        take([...event.dataTransfer.files]);
      }}
    >
      {isTouch && <Box label={label} words="拍照" icon={<IconCamera size={22} />} size={size} capture onFiles={take} />}
      <Box
        label={label}
        words={keyHint === undefined ? '选照片' : `选照片 ${keyHint}`}
        icon={<IconAddPhoto size={22} />}
        size={size}
        onFiles={take}
      />
      {notTaken.length > 0 && (
        <span className="ui-photo-not-taken" role="alert">
          没有加上 {notTaken.map(({ name }) => name).join('、')}：只收照片（JPG、PNG、WebP）。
        </span>
      )}
    </span>
  );
}

interface BoxProps {
  readonly label: string;
  readonly words: string;
  readonly icon: ReactNode;
  readonly size: 'small' | 'normal';
  readonly capture?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

function Box({ label, words, icon, size, capture = false, onFiles }: BoxProps): JSX.Element {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        id={id}
        className="ui-only-read"
        type="file"
        accept="image/*"
        multiple={!capture}
        tabIndex={-1}
        aria-label={label}
        {...(capture ? { capture: 'environment' as const } : {})}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <button
        type="button"
        className={size === 'small' ? 'ui-photo-add ui-photo-add-small' : 'ui-photo-add'}
        onClick={() => input.current?.click()}
      >
        {icon}
        {words}
      </button>
    </>
  );
}
