import { expect, it } from 'vitest';
import type { RecordsApi } from '../data/records/api.ts';
import { routeOfSubject } from './route-of-subject.ts';

const KNOWN: Readonly<Record<string, object>> = {
  'occupancy:1': { room: 'room:1' },
  'household:1': { room: 'room:2' },
  'household:2': { head: 'person:2' },
  'objection:1': { subject: 'careFile:1' },
  'careFile:1': { person: 'person:1' },
};
// Only what is asked by id matters here.
const records = {
  many: (_type: string, ids: readonly string[]) => Promise.resolve(ids.flatMap((id) => KNOWN[id] ?? [])),
} as unknown as Pick<RecordsApi, 'many'>;

it.each([
  ['case:1', { kind: 'case', id: 'case:1', act: 'correct' }],
  ['room:1', { kind: 'building', id: '', room: 'room:1' }],
  ['component:1', { kind: 'place', id: 'component:1' }],
  ['target:1', { kind: 'tasks', target: 'target:1' }],
  ['sharedFilter:1', { kind: 'cases', queue: 'shared:sharedFilter:1' }],
  ['occupancy:1', { kind: 'building', id: '', room: 'room:1' }],
  ['household:1', { kind: 'building', id: '', room: 'room:2' }],
  ['household:2', { kind: 'person', id: 'person:2' }],
  ['objection:1', { kind: 'person', id: 'person:1' }],
  ['occupancy:gone', undefined],
  ['patrol:1', undefined],
])('%s is opened where it is shown', async (id, route) => {
  expect(await routeOfSubject(records, id, 'correct')).toEqual(route);
});
