import type { StandardRow } from '../domain/catalog.ts';
import type { CaseContext } from './case-context.ts';

/** The row whose limit the handling is timed by: that of the bundle it was dispatched in (捆绑计时), else its own. */
export const timedStandard = ({ standard, bundle }: Pick<CaseContext, 'standard' | 'bundle'>): StandardRow | null =>
  standard === null || bundle === null ? standard : { ...standard, limit: bundle.limit };
