import { startClient, UNHEARD, type ClientProcess } from './client-driver.ts';
import type { Program } from './programs.ts';

/** Terminals that came whole through a story, signed out and emptied, for the next one: a program that has run is several times as fast as one that begins. Who is killed is killed. */
export interface RestingClients {
  readonly take: () => ClientProcess;
  /** Takes one back, if it empties itself; otherwise it is killed. */
  readonly rest: (client: ClientProcess) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Then it has had its day: what a program gathers in the course of time does not become part of the stories. */
const MOST_STORIES = 12;
const REST_MS = 5_000;

export function restingClients(program: Program): RestingClients {
  const resting: ClientProcess[] = [];
  const stories = new WeakMap<ClientProcess, number>();
  return {
    take: () => resting.pop() ?? startClient(program),
    rest: async (client) => {
      const before = (stories.get(client) ?? 0) + 1;
      stories.set(client, before);
      const late = new Promise<boolean>((resolve) => setTimeout(resolve, REST_MS, false).unref());
      const isEmpty =
        before < MOST_STORIES &&
        client.isAlive() &&
        (await Promise.race([client.ask<'rest'>({ verb: 'rest' }), late]).catch(() => false));
      client.onTrouble(UNHEARD);
      if (isEmpty) resting.push(client);
      else await client.kill();
    },
    close: async () => {
      await Promise.all(resting.splice(0).map((client) => client.kill()));
    },
  };
}
