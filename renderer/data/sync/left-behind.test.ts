import 'fake-indexeddb/auto';
import { createRxDatabase, type RxDatabase } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { afterEach, expect, it } from 'vitest';
import type { z } from 'zod';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import { GRID } from '../../../shared/testing/builders.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import { leftBehind } from './left-behind.ts';
import type { Call, ServerLink } from './server-link.ts';

let database: RxDatabase | null = null;
afterEach(() => database?.close());

it('of what did not come with a walk that replaces all, what waits stays, and what the centre still shows', async () => {
  database = await createRxDatabase({ name: 'left-behind', storage: getRxStorageDexie(), multiInstance: false });
  const text = { type: 'string', maxLength: 60 };
  const number = { type: 'number' };
  const properties = { _id: text, type: text, scope: text, schema: number, unsent: number } as const;
  const schema = { version: 0, primaryKey: '_id', type: 'object', properties } as const;
  const { residents } = await database.addCollections({ residents: { schema } });
  const ids = ['came', 'waits', 'shown', 'deleted', 'hidden'].map((name) => `person:${name}`);
  for (const _id of ids) {
    const unsent = _id === 'person:waits' ? 1 : 0;
    await residents.insert({ _id, type: 'person', scope: GRID, schema: CURRENT_FORM, unsent });
  }

  const asked: string[] = [];
  const said: Readonly<Record<string, object>> = {
    'person:shown': { value: { rev: '3-a' } },
    'person:deleted': { value: { rev: '4-a', deleted: true } },
  };
  const ask = (answer: z.ZodType, _path: string, { json }: Call = {}): Promise<unknown> => {
    const { keys } = json as { readonly keys: readonly string[] };
    asked.push(...keys);
    return Promise.resolve(
      answer.parse({ rows: keys.map((key) => ({ key, ...(said[key] ?? { error: 'not_found' }) })) }),
    );
  };
  const left = await leftBehind(
    {
      collections: { residents } as unknown as LocalCollections,
      link: { ask } as unknown as ServerLink,
      signal: new AbortController().signal,
    },
    new Set(['person:came']),
  );
  expect(asked.toSorted()).toEqual(['person:deleted', 'person:hidden', 'person:shown']);
  const going = left.get('residents') ?? [];
  expect(going.map(({ _id, _deleted }) => [_id, _deleted]).toSorted()).toEqual([
    ['person:deleted', true],
    ['person:hidden', true],
  ]);
});
