import type { FromWorker, Line } from './protocol.ts';

/** To a worker of this window. */
export function workerLine(): Line {
  const worker = new Worker(new URL('./stock.worker.ts', import.meta.url), { type: 'module', name: 'stock' });
  return {
    post: (message) => {
      worker.postMessage(message);
    },
    onMessage: (heard) => {
      worker.addEventListener('message', (event: MessageEvent<FromWorker>) => {
        heard(event.data);
      });
      worker.addEventListener('error', (event) => {
        heard({ say: 'trouble', what: 'stock: the worker', why: event.message });
      });
    },
    end: () => {
      worker.terminate();
    },
  };
}

/** Where there are no workers (tests): the host beside us, loaded when it is needed, so that no window carries it twice. */
export function lineWithoutWorker(): Line {
  const loading = import('./in-process-line.ts').then(({ inProcessLine }) => inProcessLine());
  const whenThere = (act: (line: Line) => void): void => {
    void loading.then(act);
  };
  return {
    post: (message) => {
      whenThere((line) => {
        line.post(message);
      });
    },
    onMessage: (heard) => {
      whenThere((line) => {
        line.onMessage(heard);
      });
    },
    end: () => {
      whenThere((line) => {
        line.end();
      });
    },
  };
}
