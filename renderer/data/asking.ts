import type { Live } from './api.ts';
import { liveWhileHeard } from './live.ts';

export type Asking<Question> =
  | { readonly say: 'ask'; readonly id: number; readonly question: Question }
  | { readonly say: 'follow'; readonly id: number; readonly question: Question }
  | { readonly say: 'leave'; readonly id: number };
/** Of a question asked or followed. */
export type Answering =
  | { readonly say: 'value'; readonly id: number; readonly value: unknown }
  | { readonly say: 'failed'; readonly id: number; readonly why: string };

/** Questions and answers over a line that may be busy: what is asked is answered in its turn, what is followed is told again whenever it changed. */
export function asking<Question>(post: (message: Asking<Question>) => void) {
  let last = 0;
  const waiting = new Map<
    number,
    { readonly done: (value: unknown) => void; readonly failed: (error: Error) => void }
  >();
  const following = new Map<number, (value: unknown) => void>();
  return {
    ask: <T>(question: Question): Promise<T> => {
      const id = (last += 1);
      post({ say: 'ask', id, question });
      return new Promise<T>((done, failed) => {
        // The protocol: an answer has the type that its question promises.
        waiting.set(id, { done: done as (value: unknown) => void, failed });
      });
    },
    follow: <T>(question: Question): Live<T> =>
      liveWhileHeard<T>((set) => {
        const id = (last += 1);
        following.set(id, set as (value: unknown) => void);
        post({ say: 'follow', id, question });
        return () => {
          following.delete(id);
          post({ say: 'leave', id });
        };
      }),
    hear: (message: Answering): void => {
      const one = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.say === 'failed') one?.failed(new Error(message.why));
      else if (one !== undefined) one.done(message.value);
      else following.get(message.id)?.(message.value);
    },
    /** Whoever still waits is told that nothing will come. */
    end: (why: string): void => {
      for (const { failed } of waiting.values()) failed(new Error(why));
      waiting.clear();
      following.clear();
    },
  };
}
