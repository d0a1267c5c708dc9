import { expect, it } from 'vitest';
import type { Pulled } from './feed.ts';
import { newestAnswered } from './newest-answered.ts';

const at = (rev: string, changes: object = {}): Pulled => ({
  _id: 'person:1',
  type: 'person',
  scope: '3101',
  rev,
  _deleted: false,
  ...changes,
});

it('keeps back a page that was on its way while its document was pushed, until the answer has come by the feed too', () => {
  const answered = newestAnswered();
  expect(answered.withoutOlder([at('1-a')])).toHaveLength(1);
  answered.note([at('3-c')]);
  const other = at('1-z', { _id: 'person:2' });
  expect(answered.withoutOlder([at('2-b'), other])).toEqual([other]);
  expect(answered.withoutOlder([at('3-c')])).toHaveLength(1);
  // From here on the feed is what there is, also where a centre was put back.
  expect(answered.withoutOlder([at('2-b')])).toHaveLength(1);
});

it('lets go what is gone, and everything once the feed takes the place of what is here', () => {
  const answered = newestAnswered();
  answered.note([at('3-c')]);
  expect(answered.withoutOlder([at('', { _deleted: true, rev: undefined })])).toHaveLength(1);
  answered.note([at('10-c')]);
  expect(answered.withoutOlder([at('9-b')])).toEqual([]);
  answered.forget();
  expect(answered.withoutOlder([at('9-b')])).toHaveLength(1);
});
