import { describe, expect, it } from 'vitest';
import { hashOf, routeOf, type Route } from './route.ts';

const routes: readonly Route[] = [
  { kind: 'desk' },
  { kind: 'settings' },
  { kind: 'map' },
  { kind: 'map', picked: 'grid:310115005001001', queue: 'pendingSign' },
  { kind: 'cases' },
  { kind: 'cases', queue: 'mine', picked: 'case:01J00000000000000000000000' },
  { kind: 'case', id: 'case:01J00000000000000000000000' },
  { kind: 'case', id: 'case:01J00000000000000000000000', act: 'dispatch' },
  { kind: 'report' },
  { kind: 'import' },
  { kind: 'report', draft: '01J', at: '121.5,31.2' },
  { kind: 'stock' },
  { kind: 'stock', list: 'heritage' },
  { kind: 'stock', list: 'person', filter: 'alone' },
  { kind: 'issues' },
  { kind: 'issues', rule: 'identifier' },
  { kind: 'person', id: 'person:01J00000000000000000000000', tab: 'history' },
  { kind: 'building', id: 'building:w1' },
  { kind: 'building', id: '', room: 'room:01J00000000000000000000000' },
  { kind: 'place', id: 'enterprise:01J00000000000000000000000' },
  { kind: 'tasks', task: 'task:1', target: 'target:2' },
  { kind: 'sync' },
  { kind: 'indicators' },
  { kind: 'indicators', at: 'period=month&part=missed' },
  { kind: 'sync', tab: 'refused' },
];

describe('addresses', () => {
  it.each(routes)('come back as the place they were made for: %o', (route) => {
    expect(routeOf(hashOf(route))).toEqual(route);
  });

  it.each(['', '#', '#/', '#/nowhere', '#launch=abc'])('%s names no place', (hash) => {
    expect(routeOf(hash)).toBeUndefined();
  });
});
