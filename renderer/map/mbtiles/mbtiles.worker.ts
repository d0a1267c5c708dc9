import initSqlJs from 'sql.js';
import wasmUrl from 'sql.js/dist/sql-wasm-browser.wasm?url';
import { mbtilesHost } from './host.ts';
import type { ToWorker } from './protocol.ts';

/** SQLite, and the whole file it reads, away from the window; both are gone with the worker. */
const answer = mbtilesHost(() => initSqlJs({ locateFile: () => wasmUrl }));
addEventListener('message', (event: MessageEvent<ToWorker>) => {
  void answer(event.data).then((said) => {
    postMessage(said, { transfer: said.answer === 'tile' && said.tile !== undefined ? [said.tile] : [] });
  });
});
