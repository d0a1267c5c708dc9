import { packOf } from '../tile-pack.ts';
import type { OpenedTilePack, TileArchive } from '../tile-pack.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/** To one worker with one file. */
export interface MbtilesLine {
  readonly post: (message: ToWorker) => void;
  readonly onMessage: (heard: (message: FromWorker) => void) => void;
  /** The worker itself could not run, or broke down. */
  readonly onBroken: (heard: (why: string) => void) => void;
  readonly end: () => void;
}

export function workerLine(): MbtilesLine {
  const worker = new Worker(new URL('./mbtiles.worker.ts', import.meta.url), { type: 'module', name: 'mbtiles' });
  return {
    post: (message) => {
      worker.postMessage(message);
    },
    onMessage: (heard) => {
      worker.addEventListener('message', (event: MessageEvent<FromWorker>) => {
        heard(event.data);
      });
    },
    onBroken: (heard) => {
      worker.addEventListener('error', (event) => {
        heard(event.message);
      });
    },
    end: () => {
      worker.terminate();
    },
  };
}

/** SQLite reads the file from memory, twice over while it opens. Larger ones are for PMTiles, which is read piece by piece. */
export const MOST_MBTILES_BYTES = 512 * 1024 ** 2;

/** A question without its number, of either kind. */
type Question = ToWorker extends infer Each ? (Each extends ToWorker ? Omit<Each, 'number'> : never) : never;

function asking(line: MbtilesLine): {
  readonly ask: (question: Question) => Promise<FromWorker | undefined>;
  readonly end: () => void;
} {
  const waiting = new Map<
    number,
    { readonly tell: (answer: FromWorker | undefined) => void; readonly fail: (cause: Error) => void }
  >();
  let count = 0;
  let isOver = false;
  line.onMessage((answer) => {
    const asked = waiting.get(answer.number);
    waiting.delete(answer.number);
    if (answer.answer === 'trouble') asked?.fail(new Error(`The tile pack cannot be read: ${answer.why}`));
    else asked?.tell(answer);
  });
  line.onBroken((why) => {
    for (const { fail } of waiting.values()) fail(new Error(`The reader of the tile pack broke down: ${why}`));
    waiting.clear();
  });
  return {
    ask: (question) => {
      if (isOver) return Promise.resolve(undefined);
      count += 1;
      const number = count;
      return new Promise((tell, fail) => {
        waiting.set(number, { tell, fail });
        line.post({ ...question, number });
      });
    },
    end: () => {
      isOver = true;
      line.end();
      // Whoever still waits for a tile draws a map that is going away.
      for (const { tell } of waiting.values()) tell(undefined);
      waiting.clear();
    },
  };
}

/** Opens an MBTiles file in a worker of its own, which lives until the pack is closed. */
export async function openMbtiles(file: Blob, name: string, connect = workerLine): Promise<OpenedTilePack> {
  if (file.size > MOST_MBTILES_BYTES) return { ok: false, reason: 'tooLarge' };
  const line = asking(connect());
  const answer = await line.ask({ ask: 'open', file }).catch((cause: unknown) => {
    console.warn('The tile pack cannot be opened; the map goes on without it.', cause);
    return undefined;
  });
  if (answer?.answer !== 'open' || !answer.opened.ok) {
    line.end();
    return { ok: false, reason: answer?.answer === 'open' && !answer.opened.ok ? answer.opened.reason : 'damaged' };
  }
  const { head } = answer.opened;
  const archive: TileArchive = {
    getZxy: async (level, column, row) => {
      const said = await line.ask({ ask: 'tile', level, column, row });
      return said?.answer === 'tile' && said.tile !== undefined ? { data: said.tile } : undefined;
    },
  };
  const opened = packOf(
    { ...head, format: 'MBTiles', pictureType: head.kind === 'raster' ? head.mime : undefined },
    archive,
    name,
    line.end,
  );
  if (!opened.ok) line.end();
  return opened;
}
