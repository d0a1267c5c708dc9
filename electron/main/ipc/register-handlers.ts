import { ipcMain } from 'electron';
import type { Channel } from '../../../shared/ipc/contract.ts';
import { answerCall, type Handler } from './answer-call.ts';

/** One handler per channel of the contract; a missing one is a compile error. */
export type Handlers = { readonly [C in Channel]: Handler<C> };

export function registerHandlers(handlers: Handlers): void {
  const register = <C extends Channel>(channel: C, handler: Handler<C>) => {
    ipcMain.handle(channel, (event, ...args: unknown[]) => answerCall(channel, handler, event, args));
  };
  for (const channel of Object.keys(handlers) as Channel[])
    register(channel, handlers[channel] as Handler<typeof channel>);
}
