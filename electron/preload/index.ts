import { contextBridge, ipcRenderer } from 'electron';
import { verbs } from '../../shared/ipc/verbs.ts';

/** Builds `window.api` from the contract: one function per verb, bound to its channel. The page never names a channel. */
const api = Object.fromEntries(
  Object.entries(verbs).map(([group, groupVerbs]) => [
    group,
    Object.fromEntries(
      Object.keys(groupVerbs).map((verb) => [
        verb,
        (request?: unknown): Promise<unknown> => ipcRenderer.invoke(`${group}.${verb}`, request),
      ]),
    ),
  ]),
);

contextBridge.exposeInMainWorld('api', api);
