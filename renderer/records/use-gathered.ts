import { useEffect, useState } from 'react';
import type { AnyRecord } from '../../shared/actions/change-set.ts';
import { useWorkstation } from '../data/hooks.ts';
import { gatherAround, type Around } from './gather.ts';

/** The documents around people, rooms and households, for the dialog of an act; `undefined` while they are read. With each of `rereads` (`useAction`) they are read again. */
export function useGathered(around: Around, rereads = 0): readonly AnyRecord[] | undefined {
  const workstation = useWorkstation();
  const key = JSON.stringify(around);
  const [gathered, setGathered] = useState<{ readonly key: string; readonly documents: readonly AnyRecord[] }>();
  useEffect(() => {
    let isWanted = true;
    void gatherAround(workstation, JSON.parse(key) as Around).then((documents) => {
      if (isWanted) setGathered({ key, documents });
    });
    return () => {
      isWanted = false;
    };
  }, [workstation, key, rereads]);
  return gathered?.key === key ? gathered.documents : undefined;
}
