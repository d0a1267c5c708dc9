import { useCallback, useEffect, useRef } from 'react';
import type { ListQuery } from '../../../shared/stock/query.ts';
import type { CaseStock } from '../../../shared/stock/rows.ts';
import { useWorkstation } from '../../data/hooks.ts';
import type { ListPlace } from '../../ui/window-list.tsx';
import { hasLeft, type QueueKey } from './queues.ts';

export interface AfterActParts {
  readonly queue: QueueKey;
  readonly query: ListQuery<'case'>;
  readonly place: ListPlace | undefined;
  readonly shownId: string | undefined;
  readonly nextRow: CaseStock | undefined;
  readonly move: (to: ListPlace) => void;
}

export interface AfterAct {
  /** To be told when an act on the case in hand is done. */
  readonly afterAct: () => void;
  /** To be told when the row in hand is not where it was: `to` is what stands in its place. */
  readonly onGone: (to: ListPlace) => void;
  /** Whether it was the hand's own act that moved its row, and nothing came in above it. */
  readonly isOwnMove: () => boolean;
}

/**
 * Where the hand goes after an act. A case that still waits in this queue stays in hand, wherever its new term puts its
 * row: who may open and dispatch does both to one case. When it leaves, the hand goes on from where it was taken up.
 */
export function useAfterAct({ queue, query, place, shownId, nextRow, move }: AfterActParts): AfterAct {
  const { stock, cases, user } = useWorkstation();
  /** The case that was acted on and has not left, and which one stood next to it. */
  const kept = useRef<{ readonly id: string; readonly at: number; readonly nextId: string | undefined }>(undefined);
  const inHand = useRef<string>(undefined);
  useEffect(() => {
    inHand.current = shownId;
    if (kept.current?.id !== shownId) kept.current = undefined;
  }, [shownId]);

  const afterAct = (): void => {
    // The list may have heard before: then the hand has gone on already.
    if (shownId === undefined || place === undefined || inHand.current !== shownId) return;
    const document = cases.one(shownId).get();
    if (document === undefined || document === null) return;
    if (!hasLeft(queue, user, document)) {
      kept.current ??= { id: shownId, at: place.at, nextId: nextRow?.id };
      move({ at: place.at, id: shownId });
      return;
    }
    const before = kept.current;
    if (before !== undefined && before.at !== place.at) move({ at: before.at, id: before.nextId });
    else if (nextRow !== undefined) move({ at: place.at + 1, id: nextRow.id });
  };

  const onGone = useCallback(
    (to: ListPlace): void => {
      const before = kept.current;
      if (before === undefined || inHand.current !== before.id) {
        move(to);
        return;
      }
      void stock.ids(query).then((ids) => {
        // Meanwhile the hand may have gone on by itself.
        if (inHand.current !== before.id) return;
        const at = ids.indexOf(before.id);
        move(at < 0 ? { at: before.at, id: before.nextId } : { at, id: before.id });
      });
    },
    [stock, query, move],
  );
  const isOwnMove = useCallback(() => kept.current !== undefined && kept.current.id === inHand.current, []);
  return { afterAct, onGone, isOwnMove };
}
