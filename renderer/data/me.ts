import type { LogEntry } from '../../shared/domain/case.ts';
import type { Post, User } from '../../shared/domain/staff.ts';
import { isoAt } from '../../shared/lib/clock.ts';
import type { TrustedClock } from './api.ts';
import { newUlid } from '../lib/random.ts';

/** Who writes here, on which terminal, by which clock. */
export interface Me {
  readonly user: User;
  readonly terminal: string;
  readonly clock: TrustedClock;
}

export const holdsPost = (user: User, post: Post): boolean =>
  user.posts.some((own) => own.role === post.role && own.scope === post.scope && own.department === post.department);

/** A new entry of mine on what I have seen so far. */
export function entryBy(
  { user, terminal, clock }: Me,
  post: Post,
  act: string,
  data: Readonly<Record<string, unknown>>,
  seen: readonly LogEntry[],
): LogEntry {
  const nowMs = clock.nowMs();
  return {
    id: newUlid(nowMs),
    act,
    by: { id: user.id, name: user.displayName, post },
    device: terminal,
    at: isoAt(nowMs),
    clock: clock.verified() ? 'trusted' : 'unverified',
    after: seen.at(-1)?.id ?? null,
    data,
  };
}
