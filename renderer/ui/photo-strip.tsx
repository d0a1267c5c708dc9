import type { JSX, ReactNode } from 'react';
import { classes } from './classes.ts';
import './photo-strip.css';

export interface Photo {
  readonly id: string;
  /** Object URL or address of the picture; absent while only the record has arrived. */
  readonly src: string | undefined;
  /** 近景 · 处置前 */
  readonly tag?: string | undefined;
  /** 11-20 09:07 招远路 戚** */
  readonly caption?: string | undefined;
  /** Delivery or anything else that belongs under the picture. */
  readonly state?: ReactNode;
}

export interface PhotoStripProps {
  readonly label: string;
  readonly photos: readonly Photo[];
  readonly onOpen: (index: number) => void;
  /** After the last picture: a box to add one. */
  readonly tail?: ReactNode;
  readonly size?: 'small' | 'normal' | undefined;
}

export const photoName = (photo: Photo, at: number, count: number): string =>
  [`照片 ${String(at + 1)}，共 ${String(count)} 张`, photo.tag, photo.caption]
    .filter((part) => part !== undefined)
    .join('，');

export function PhotoStrip({ label, photos, onOpen, tail, size = 'normal' }: PhotoStripProps): JSX.Element {
  return (
    <ul className={classes('ui-photos', `ui-photos-${size}`)} aria-label={label}>
      {photos.map((photo, at) => (
        <li key={photo.id}>
          <button
            type="button"
            className="ui-photo"
            aria-label={photoName(photo, at, photos.length)}
            onClick={() => {
              onOpen(at);
            }}
          >
            {photo.src === undefined ? (
              <span className="ui-photo-missing">照片还没到本机</span>
            ) : (
              <img src={photo.src} alt="" draggable={false} />
            )}
            {photo.tag !== undefined && <span className="ui-photo-tag">{photo.tag}</span>}
            {photo.caption !== undefined && <span className="ui-photo-caption ui-cut">{photo.caption}</span>}
          </button>
          {photo.state}
        </li>
      ))}
      {tail !== undefined && <li>{tail}</li>}
    </ul>
  );
}
