import type { SqlJs } from 'sql.js';
import type { FromWorker, ToWorker } from './protocol.ts';
import { readMbtiles } from './read-mbtiles.ts';
import type { Mbtiles } from './read-mbtiles.ts';

/** The side of the worker: holds one file, answers with its tiles. */
export function mbtilesHost(loadSql: () => Promise<SqlJs>): (asked: ToWorker) => Promise<FromWorker> {
  let held: Mbtiles | undefined;
  const answer = async (asked: ToWorker): Promise<FromWorker> => {
    const { number } = asked;
    if (asked.ask === 'open') {
      const read = readMbtiles(await loadSql(), new Uint8Array(await asked.file.arrayBuffer()));
      if (!read.ok) return { number, answer: 'open', opened: read };
      held = read.mbtiles;
      return { number, answer: 'open', opened: { ok: true, head: held.head } };
    }
    const tile = await held?.tile(asked.level, asked.column, asked.row);
    return { number, answer: 'tile', tile: tile?.slice().buffer };
  };
  return (asked) =>
    answer(asked).catch((cause: unknown) => ({ number: asked.number, answer: 'trouble', why: String(cause) }));
}
