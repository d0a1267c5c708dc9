import { lineLater, lineTo } from '../worker-line.ts';
import type { Line } from './protocol.ts';

/** To a worker of this window, where there are any; in tests the host beside us, loaded when it is needed. */
export const indicatorsLine = (): Line =>
  typeof Worker === 'undefined'
    ? lineLater(import('./in-process-line.ts').then(({ inProcessLine }) => inProcessLine()))
    : lineTo(
        new Worker(new URL('./indicators.worker.ts', import.meta.url), { type: 'module', name: 'indicators' }),
        (why) => ({ say: 'broken', why }),
      );
