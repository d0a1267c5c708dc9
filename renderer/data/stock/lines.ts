import { lineLater, lineTo } from '../worker-line.ts';
import type { Line } from './protocol.ts';

/** To a worker of this window. */
export const workerLine = (): Line =>
  lineTo(new Worker(new URL('./stock.worker.ts', import.meta.url), { type: 'module', name: 'stock' }), (why) => ({
    say: 'trouble',
    what: 'stock: the worker',
    why,
  }));

/** Where there are no workers (tests): the host beside us, loaded when it is needed, so that no window carries it twice. */
export const lineWithoutWorker = (): Line =>
  lineLater(import('./in-process-line.ts').then(({ inProcessLine }) => inProcessLine()));
