import type { AuditedAct } from '../../../shared/domain/audit.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import type { TrustedClock } from '../api.ts';
import type { AuditChain, AuditWhen } from './audit-chain.ts';

export interface Recorder {
  /** Rejects for `reveal` alone where the disk does not take it: what is not on record is not shown. */
  readonly put: (act: AuditedAct, object?: string, reason?: string) => Promise<void>;
  /** Writes what is owed, if there is room again. */
  readonly settle: () => Promise<void>;
}

interface Owed {
  readonly act: AuditedAct;
  readonly object: string | undefined;
  readonly reason: string | undefined;
  readonly when: AuditWhen;
}

/**
 * Puts acts on the chain. What a full disk does not take is owed, in its order and with its own time, until there is room or the window ends: signing out, locking and
 * looking must not fail for it, and nobody waits for the answer.
 */
export function recorder(
  chain: Pick<AuditChain, 'append'>,
  clock: TrustedClock,
  onPut: () => void,
  onTrouble: (what: string, error: unknown) => void,
): Recorder {
  let owed: readonly Owed[] = [];
  let turn: Promise<void> = Promise.resolve();
  const inOrder = (work: () => Promise<void>): Promise<void> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const write = async ({ act, object, reason, when }: Owed): Promise<void> => {
    await chain.append(act, object, reason, when);
    onPut();
  };
  const writeOwed = async (): Promise<void> => {
    for (const one of owed) {
      await write(one);
      owed = owed.slice(1);
    }
  };
  return {
    put: (act, object, reason) => {
      const one: Owed = { act, object, reason, when: { at: isoAt(clock.nowMs()), isTrusted: clock.verified() } };
      return inOrder(async () => {
        try {
          await writeOwed();
          await write(one);
        } catch (error) {
          if (act === 'reveal') throw error;
          owed = [...owed, one];
          onTrouble('audit: owed', error);
        }
      });
    },
    settle: () =>
      inOrder(async () => {
        try {
          await writeOwed();
        } catch (error) {
          onTrouble('audit: owed', error);
        }
      }),
  };
}
