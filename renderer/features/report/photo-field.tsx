import { useMemo } from 'react';
import type { JSX } from 'react';
import { PHOTO_KIND_NAMES, PHOTO_KINDS, type PhotoKind } from '../../../shared/domain/evidence.ts';
import type { Draft, Trouble } from '../../data/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { combineLive } from '../../lib/combine-live.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { IconRemove } from '../../ui/icons.tsx';
import { PhotoInput } from '../../ui/photo-input.tsx';
import { Select } from '../../ui/select.tsx';
import { nextKinds } from './photo-kinds.ts';

export interface PhotoFieldProps {
  readonly photos: Draft['photos'];
  readonly outcome: Draft['outcome'];
  /** Without a kind the photos are what is likely to come next. */
  readonly onAdd: (files: readonly File[], kind?: PhotoKind) => void;
  readonly onKind: (photoId: string, kind: PhotoKind) => void;
  readonly onRemove: (photoId: string) => void;
  readonly error: string | undefined;
  readonly trouble: Trouble | undefined;
}

const KIND_OPTIONS = PHOTO_KINDS.map((kind) => ({ value: kind, label: PHOTO_KIND_NAMES[kind] }));

export function PhotoField({ photos, outcome, onAdd, onKind, onRemove, error, trouble }: PhotoFieldProps): JSX.Element {
  const { photos: store } = useWorkstation();
  const ids = photos.map((photo) => photo.id).join(' ');
  const thumbs = useMemo(
    () => combineLive(ids === '' ? [] : ids.split(' ').map((id) => store.thumb(id))),
    [store, ids],
  );
  const sources = useLive(thumbs) ?? [];
  return (
    <fieldset className="report-field">
      <legend>
        <b>3</b>照片
        <span className="report-aside">
          {outcome === 'selfHandle' ? '处置前、处置后各至少 1 张' : '近景、远景各 1 张为好；可拖进来，也可粘贴'}
        </span>
      </legend>
      <ul className="report-photos" aria-label={`照片 ${String(photos.length)} 张`}>
        {photos.map((photo, at) => {
          const source = sources[at] ?? undefined;
          return (
            <li key={photo.id}>
              {source === undefined ? (
                <span className="report-photo-blank" />
              ) : (
                <img src={source} alt={PHOTO_KIND_NAMES[photo.kind]} />
              )}
              <IconButton
                name={`去掉照片 ${String(at + 1)}`}
                icon={<IconRemove />}
                onClick={() => {
                  onRemove(photo.id);
                }}
              />
              <Select
                label={`照片 ${String(at + 1)} 拍的是`}
                labelHidden
                size="small"
                value={photo.kind}
                options={KIND_OPTIONS}
                onChange={(kind) => {
                  onKind(photo.id, kind);
                }}
              />
            </li>
          );
        })}
        {outcome === 'report' ? (
          <li className="report-photo-box">
            <PhotoInput
              label="加照片"
              keyHint="Alt P"
              onPhotos={(files) => {
                onAdd(files);
              }}
            />
            <span className="report-aside">{PHOTO_KIND_NAMES[nextKinds(photos, outcome, 1)[0]]}</span>
          </li>
        ) : (
          (['before', 'after'] as const).map((kind, at) => (
            <li key={kind} className="report-photo-box">
              <PhotoInput
                label={`加照片：${PHOTO_KIND_NAMES[kind]}`}
                {...(at === 0 ? { keyHint: 'Alt P' } : {})}
                onPhotos={(files) => {
                  onAdd(files, kind);
                }}
              />
              <span className="report-aside">{PHOTO_KIND_NAMES[kind]}</span>
            </li>
          ))
        )}
      </ul>
      {error !== undefined && (
        <p className="ui-field-error" role="alert">
          {error}
        </p>
      )}
      {trouble !== undefined && (
        <p className="ui-field-error" role="alert">
          {trouble.what}
          {trouble.safe}
          {trouble.next}
        </p>
      )}
    </fieldset>
  );
}
