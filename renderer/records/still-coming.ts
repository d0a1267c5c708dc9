import type { SyncStatus } from '../data/api.ts';
import type { StockStatus } from '../data/stock/api.ts';

/** Before everything of the scope is here, what a rule misses about a record may only not have come yet: nobody is told to mend it. */
export const isStillComing = (status: Pick<SyncStatus, 'firstPull'> | undefined): boolean =>
  status?.firstPull.done === false;

export const COMING_WORDS = '你范围内的资料还没取齐，这里缺的可能只是还没到。到齐后再核对。';

/** What is on this terminal and not in its lists yet: after a start, and after much came at once. None may be said of them meanwhile. */
export const isBeingRead = (status: StockStatus | undefined): boolean =>
  status?.ready === false || (status?.behind ?? 0) > 0;
