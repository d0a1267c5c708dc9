import './browser-double.ts';
import { PouchDB } from '../evidence/pouch.ts';

const OF_TERMINAL = /^_pouch_(ggw-.*-evidence)$/;

/** Ids of the evidence that lies on the terminals of this process, photos and their small pictures. */
export async function evidenceHere(): Promise<readonly string[]> {
  const names = (await indexedDB.databases()).flatMap(({ name }) => OF_TERMINAL.exec(name ?? '')?.[1] ?? []);
  const lists = await Promise.all(names.map((name) => new PouchDB(name, { adapter: 'idb' }).allDocs({})));
  return lists.flatMap(({ rows }) => rows.map(({ key }) => key));
}
