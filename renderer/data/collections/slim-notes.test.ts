import { getRxReplicationMetaInstanceSchema, fillWithDefaultSettings, type RxStorage } from 'rxdb/plugins/core';
import { describe, expect, it } from 'vitest';
import { SCHEMAS } from './schemas.ts';
import { slimNotes } from './slim-notes.ts';

/** A storage that only writes down what it is given. */
function recording(): { readonly storage: RxStorage<unknown, unknown>; readonly written: unknown[] } {
  const written: unknown[] = [];
  const bulkWrite = (rows: readonly { readonly document: unknown }[]) => {
    written.push(...rows.map(({ document }) => document));
    return Promise.resolve({ error: [] });
  };
  const storage = { name: 'recording', createStorageInstance: () => Promise.resolve({ bulkWrite }) };
  return { storage: storage as unknown as RxStorage<unknown, unknown>, written };
}

const held = {
  _id: 'person:1',
  type: 'person',
  scope: '310',
  rev: '1-a',
  _deleted: false,
  name: '严立诚',
  changes: [],
};
const note = { id: 'person:1|0', itemId: 'person:1', isCheckpoint: '0', docData: held };
const write = async (name: keyof typeof SCHEMAS, document: object): Promise<unknown> => {
  const { storage, written } = recording();
  const schema = getRxReplicationMetaInstanceSchema(fillWithDefaultSettings(SCHEMAS[name]), true);
  const instance = await slimNotes(storage).createStorageInstance({ schema } as never);
  await instance.bulkWrite([{ document }] as never, 'test');
  return written[0];
};

describe('RxDB’s note of what the server holds', () => {
  it('of a record is its revision and its place, not a second copy', async () => {
    const { name: _name, changes: _changes, ...kept } = held;
    expect(await write('residents', note)).toEqual({ ...note, docData: kept });
  });

  it('of a case is whole: its log is merged with it', async () => {
    expect(await write('cases', note)).toEqual(note);
  });

  it('of how far the replication has come stays as it is', async () => {
    const checkpoint = { id: 'down|1', itemId: 'down', isCheckpoint: '1', checkpointData: { order: 3 } };
    expect(await write('residents', checkpoint)).toEqual(checkpoint);
  });
});
