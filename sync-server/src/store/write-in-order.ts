import type { Store } from './port.ts';

/** `writeWith` of a store that cannot put several documents down in one go: what belongs to a document follows once it is there. */
export const writeInOrder =
  (write: Store['write']): Store['writeWith'] =>
  async (accompanied) => {
    const rows = await write(
      accompanied.map(({ document }) => document),
      { newEdits: true },
    );
    const beside = accompanied.flatMap((one, at) => (rows[at]?.ok === true ? one.beside : []));
    if (beside.length > 0) await write(beside, { newEdits: true });
    return rows;
  };
