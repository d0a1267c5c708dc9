import type { Line } from '../protocol.ts';
import type { BuildAsked, Built } from './build.worker.ts';

/* For pages of benches over the shipped worker: what is timed is from a deed to the frame in which the last of what it brings is drawn. */

const FRAME_LIMIT = 2_000;
/** Of a deed that was answered and changed nothing on the screen. */
export const NOTHING_DRAWN = 'nothing was drawn';

/** Builds the stock of these files in a worker of its own and writes its saved form, as a workstation that has read its store. */
export async function buildSaved(
  asked: Omit<BuildAsked, 'files' | 'questions'>,
  files: readonly string[],
): Promise<Built> {
  const builder = new Worker(new URL('./build.worker.ts', import.meta.url), { type: 'module' });
  const built = await new Promise<Built>((resolve, reject) => {
    builder.addEventListener('message', (event: MessageEvent<Built>) => {
      resolve(event.data);
    });
    builder.addEventListener('error', (event) => {
      reject(new Error(event.message));
    });
    const absolute = files.map((file) => new URL(file, location.href).href);
    builder.postMessage({ ...asked, files: absolute, questions: 0 } satisfies BuildAsked);
  });
  builder.terminate();
  return built;
}

export const frame = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      // After the frame was painted.
      setTimeout(resolve);
    });
  });

export interface DrawnPage {
  /** The line to the worker, its questions counted. */
  readonly watched: (line: Line) => Line;
  /** Waits for the first `count` rows after a deed, then for the last of what it brings; ms of both. */
  readonly opened: (act: () => void, count: number) => Promise<{ readonly rowsMs: number; readonly wholeMs: number }>;
  /** One deed in the page, ms to the frame in which its effect is drawn. `asks`: how many questions it sends at least. */
  readonly deed: (act: () => void, asks: number) => Promise<number>;
}

/** `restMs`: longer than anything the page lets rest on purpose; what comes of a deed is drawn by then, or is on its way. */
export function drawnPage(root: Element, restMs: number): DrawnPage {
  const waiting = new Set<number>();
  let asked = 0;
  /** The frame in which the page was last drawn otherwise than before. */
  let lastDrawnAt = 0;
  new MutationObserver(() => {
    void frame().then(() => {
      lastDrawnAt = performance.now();
    });
  }).observe(root, { subtree: true, childList: true, characterData: true, attributes: true });

  /** When the last of what a deed brings was drawn: `asks` questions at least went out, all are answered, and nothing was drawn for a while since. */
  const drawn = async (startedAt: number, asksFrom: number, asks: number): Promise<number> => {
    const rests = (): boolean =>
      asked - asksFrom >= asks && waiting.size === 0 && performance.now() - Math.max(startedAt, lastDrawnAt) > restMs;
    for (let frames = 0; frames < FRAME_LIMIT; frames += 1) {
      await frame();
      if (!rests()) continue;
      if (lastDrawnAt < startedAt) throw new Error(NOTHING_DRAWN);
      return lastDrawnAt;
    }
    throw new Error(
      `the page does not come to rest: ${String(asked - asksFrom)} of ${String(asks)} asked, ${String(waiting.size)} open, last drawn ${String(Math.round(performance.now() - lastDrawnAt))} ms ago`,
    );
  };
  return {
    watched: (line) => ({
      post: (message) => {
        if (message.say === 'follow' || message.say === 'ask') {
          waiting.add(message.id);
          asked += 1;
        }
        if (message.say === 'leave') waiting.delete(message.id);
        line.post(message);
      },
      onMessage: (heard) => {
        line.onMessage((message) => {
          if (message.say === 'value' || message.say === 'failed') waiting.delete(message.id);
          heard(message);
        });
      },
      end: line.end,
    }),
    opened: async (act, count) => {
      const startedAt = performance.now();
      const from = asked;
      act();
      for (let frames = 0; document.querySelectorAll('[role="row"]').length < count; frames += 1) {
        if (frames > FRAME_LIMIT) throw new Error('no rows are drawn');
        await frame();
      }
      const rowsMs = performance.now() - startedAt;
      return { rowsMs, wholeMs: (await drawn(startedAt, from, 2)) - startedAt };
    },
    deed: async (act, asks) => {
      const from = asked;
      const startedAt = performance.now();
      act();
      return (await drawn(startedAt, from, asks)) - startedAt;
    },
  };
}

/** As a keyboard would: React listens to the setter of the prototype. */
export function typeInto(field: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

interface MemoryReport {
  readonly bytes: number;
}
/** What page and workers hold after a collection of garbage; only where the page is isolated. */
export async function heapBytes(): Promise<number> {
  const { measureUserAgentSpecificMemory: measure } = performance as unknown as {
    readonly measureUserAgentSpecificMemory: () => Promise<MemoryReport>;
  };
  return (await measure.call(performance)).bytes;
}
