import { isoAt } from '../../../shared/lib/clock.ts';
import { DEMO_SOURCE } from './profile.ts';

/** Who stands for records that came with the demonstration. */
export const madeAt = (ms: number) => ({
  createdAt: isoAt(ms),
  createdBy: 'system:seed',
  createdDevice: 'server',
  source: DEMO_SOURCE,
});
