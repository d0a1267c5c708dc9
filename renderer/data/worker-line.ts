/** One end of the line between a window and a worker of its own. */
export interface WorkerLine<To, From> {
  readonly post: (message: To) => void;
  readonly onMessage: (heard: (message: From) => void) => void;
  readonly end: () => void;
}

/** `failed`: what is heard when the worker itself breaks. */
export const lineTo = <To, From>(worker: Worker, failed: (why: string) => From): WorkerLine<To, From> => ({
  post: (message) => {
    worker.postMessage(message);
  },
  onMessage: (heard) => {
    worker.addEventListener('message', (event: MessageEvent<From>) => {
      heard(event.data);
    });
    worker.addEventListener('error', (event) => {
      heard(failed(event.message));
    });
  },
  end: () => {
    worker.terminate();
  },
});

/** A line that is still being laid: what is said meanwhile is said in its turn. */
export function lineLater<To, From>(loading: Promise<WorkerLine<To, From>>): WorkerLine<To, From> {
  const whenThere = (act: (line: WorkerLine<To, From>) => void): void => {
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
