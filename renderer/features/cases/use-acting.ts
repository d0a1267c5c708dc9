import { useCallback, useMemo, useState } from 'react';
import type { Act } from '../../../shared/cases/acts.ts';
import type { OfferedAct } from '../../../shared/cases/legal-acts.ts';
import type { NewPhoto, Trouble } from '../../data/api.ts';
import { useWorkstation } from '../../data/hooks.ts';

/** What became of the last act: shown where it was done, until the next one. */
export type ActResult =
  /** `isSavedHere`: taken without the centre. */
  | {
      readonly kind: 'done';
      readonly caseId: string;
      readonly entryId: string;
      readonly act: Act;
      readonly words: string;
      readonly isSavedHere: boolean;
    }
  | { readonly kind: 'trouble'; readonly caseId: string; readonly trouble: Trouble };

export interface Acting {
  readonly busyAct: Act | undefined;
  readonly result: ActResult | undefined;
  readonly perform: (
    caseId: string,
    offered: OfferedAct,
    data: Readonly<Record<string, unknown>>,
    photos: readonly NewPhoto[],
    words: string,
  ) => Promise<boolean>;
}

export function useActing(): Acting {
  const workstation = useWorkstation();
  const [busyAct, setBusyAct] = useState<Act>();
  const [result, setResult] = useState<ActResult>();
  const perform = useCallback<Acting['perform']>(
    async (caseId, offered, data, photos, words) => {
      setBusyAct(offered.act);
      try {
        const outcome = await workstation.cases.act(caseId, offered.act, offered.post, data, photos);
        if (!outcome.ok) {
          setResult({ kind: 'trouble', caseId, trouble: outcome.trouble });
          return false;
        }
        const isSavedHere = workstation.sync.status.get()?.online !== true;
        const { entryId } = outcome.value;
        setResult({ kind: 'done', caseId, entryId, act: offered.act, words: `${words}。`, isSavedHere });
        return true;
      } finally {
        setBusyAct(undefined);
      }
    },
    [workstation],
  );
  return useMemo(() => ({ busyAct, result, perform }), [busyAct, result, perform]);
}
