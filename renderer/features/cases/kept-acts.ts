import { useState } from 'react';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { CategoryEntry } from '../../../shared/domain/catalog.ts';
import type { PhotoKind } from '../../../shared/domain/evidence.ts';
import type { NewPhoto, Workstation } from '../../data/api.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { countedWords, keptIn } from '../../lib/kept.ts';
import type { FormValues } from './act-forms.ts';
import type { ActInput } from './act-input.ts';

/** A photo chosen for an act that is not written yet. */
export interface PendingPhoto {
  readonly key: string;
  readonly photo: NewPhoto;
}

/** What was put right in a finding; the rest of it is as it stands. */
export interface Correction {
  readonly category?: CategoryEntry | undefined;
  readonly address?: string;
  readonly building?: BuildingDocument | undefined;
  readonly description?: string;
  readonly isUrgent?: boolean;
}

/** What a person has filled in for an act and not done yet. */
export interface KeptAct {
  readonly typed: Partial<ActInput>;
  readonly reasonCode: string | undefined;
  /** Fields of the act's form. */
  readonly form: FormValues;
  readonly correction: Correction;
  readonly photos: readonly PendingPhoto[];
}

export interface KeptActHandle extends KeptAct {
  /** `已留着：1 张照片`, until the person goes on with it. */
  readonly fromBefore: string | undefined;
  readonly change: (change: Partial<KeptAct>) => void;
  readonly addPhotos: (files: readonly File[], kind: PhotoKind) => void;
  readonly removePhoto: (key: string) => void;
}

const NOTHING: KeptAct = { typed: {}, reasonCode: undefined, form: {}, correction: {}, photos: [] };

const keptActs = keptIn(
  () => new Map<string, KeptAct>(),
  (kept) =>
    countedWords(
      [...kept.values()].filter((act) => wordsOf(act) !== undefined),
      '个事件里填的办理内容',
    ),
);
const keyOf = (caseId: string, act: string): string => `${caseId} ${act}`;

/** The act is written: nothing is left to keep. */
export function forgetKept(workstation: Workstation, caseId: string, act: string): void {
  keptActs(workstation).delete(keyOf(caseId, act));
}

function wordsOf({ typed, reasonCode, form, correction, photos }: KeptAct): string | undefined {
  const parts = [
    photos.length > 0 ? `${String(photos.length)} 张照片` : '',
    typed.text === undefined || typed.text.trim() === '' ? '' : '写下的话',
    reasonCode === undefined ? '' : '选好的原因',
    typed.department === undefined ? '' : '选好的部门',
    typed.standard === undefined ? '' : '选好的标准',
    typed.conditionMet === true ? '勾上的结案条件' : '',
    Object.keys(form).length === 0 ? '' : '填好的内容',
    Object.keys(correction).length === 0 ? '' : '改好的内容',
  ].filter((part) => part !== '');
  return parts.length === 0 ? undefined : `已留着：${parts.join('、')}`;
}

/** What is filled in for this act of this case. It stays when the case is left, until the act is written. */
export function useKeptAct(caseId: string, act: string): KeptActHandle {
  const workstation = useWorkstation();
  const all = keptActs(workstation);
  const key = keyOf(caseId, act);
  // Also draws anew after a change: each one makes a new set.
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const kept = all.get(key) ?? NOTHING;
  const change = (part: Partial<KeptAct>): void => {
    all.set(key, { ...(all.get(key) ?? NOTHING), ...part });
    setTouched((before) => new Set([...before, key]));
  };
  return {
    ...kept,
    fromBefore: touched.has(key) ? undefined : wordsOf(kept),
    change,
    addPhotos: (files, kind) => {
      const added = files
        .filter((file) => file.type.startsWith('image/'))
        .map((file) => {
          const takenAt = new Date(Math.min(file.lastModified, workstation.clock.nowMs())).toISOString();
          return { key: crypto.randomUUID(), photo: { blob: file, kind, takenAt } };
        });
      change({ photos: [...(all.get(key)?.photos ?? []), ...added] });
    },
    removePhoto: (gone) => {
      change({ photos: (all.get(key)?.photos ?? []).filter((photo) => photo.key !== gone) });
    },
  };
}
