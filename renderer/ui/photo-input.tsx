import { useId, useRef, useSyncExternalStore } from 'react';
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

/** Only what a browser can show; the rest of a drop or paste is not for here. */
export const picturesOf = (data: DataTransfer | null): readonly File[] =>
  [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'));

/** The dashed box that takes photos: chosen from files, dropped, or taken by the camera where there is a touch screen. */
export function PhotoInput({ label, onPhotos, size = 'normal', keyHint }: PhotoInputProps): JSX.Element {
  const isTouch = useSyncExternalStore(subscribeToPointer, () => matchMedia(COARSE).matches);
  return (
    <span
      className="ui-photo-input"
      onDragOver={(event) => {
        event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        onPhotos(picturesOf(event.dataTransfer));
      }}
    >
      {isTouch && (
        <Box label={label} words="拍照" icon={<IconCamera size={22} />} size={size} capture onPhotos={onPhotos} />
      )}
      <Box
        label={label}
        words={keyHint === undefined ? '选照片' : `选照片 ${keyHint}`}
        icon={<IconAddPhoto size={22} />}
        size={size}
        onPhotos={onPhotos}
      />
    </span>
  );
}

interface BoxProps {
  readonly label: string;
  readonly words: string;
  readonly icon: ReactNode;
  readonly size: 'small' | 'normal';
  readonly capture?: boolean;
  readonly onPhotos: (files: readonly File[]) => void;
}

function Box({ label, words, icon, size, capture = false, onPhotos }: BoxProps): JSX.Element {
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
          onPhotos([...(event.target.files ?? [])]);
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
