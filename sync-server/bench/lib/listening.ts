import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { systemClock } from '../../../shared/lib/clock.ts';
import { createApp } from '../../src/app.ts';
import { LOOPBACK_NAMES } from '../../src/listen.ts';
import { openServer, type OpenServer } from '../../src/open-server.ts';
import type { CouchAddress } from '../../src/store/couch/couch-http.ts';
import { openCouchStores } from '../../src/store/couch/couch-stores.ts';
import { CHEAP } from './scattered-store.ts';

export interface Listening {
  readonly address: string;
  readonly opened: OpenServer;
  readonly stop: () => Promise<void>;
}

/** The shipped server over a data folder, in this process; `pageFolder` is what it serves under /app/. Its documents may lie on a CouchDB instead. */
export async function listening(
  dataFolder: string,
  pageFolder: string | null = null,
  couch: CouchAddress | null = null,
): Promise<Listening> {
  const indexFolder = join(dataFolder, 'index');
  const stores = couch === null ? undefined : await openCouchStores(couch, indexFolder);
  const opened = await openServer({
    ...(stores === undefined ? {} : { stores, indexFolder }),
    dataFolder,
    clock: systemClock,
    policy: { offlineDays: 30, idleLockMinutes: 15 },
    demo: false,
    passwordCost: CHEAP,
  });
  const surface = {
    version: 'bench',
    title: 'bench',
    rendererFolder: pageFolder,
    allowedOrigins: [],
    hostNames: LOOPBACK_NAMES,
    usesTls: false,
  };
  const app = await createApp(opened.server, surface, { tls: null });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    address: `http://127.0.0.1:${String((app.server.address() as AddressInfo).port)}`,
    opened,
    stop: async () => {
      opened.stopFeeds();
      app.server.closeAllConnections();
      await app.close();
      await opened.close();
      await stores?.close();
    },
  };
}
