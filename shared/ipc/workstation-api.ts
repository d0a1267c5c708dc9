import type { Channel, Request, Response } from './contract.ts';
import type { Reply } from './reply.ts';
import type { Group, Verb } from './verbs.ts';

type ChannelOf<G extends Group, V extends Verb<G>> = Extract<`${G}.${V}`, Channel>;

type Call<C extends Channel> = [Request<C>] extends [undefined]
  ? () => Promise<Reply<Response<C>>>
  : (request: Request<C>) => Promise<Reply<Response<C>>>;

/** `window.api` in the desktop edition; absent in a browser. */
export type WorkstationApi = {
  readonly [G in Group]: { readonly [V in Verb<G>]: Call<ChannelOf<G, V>> };
};
