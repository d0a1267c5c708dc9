import { expect, it } from 'vitest';
import { shelfOf } from '../../../shared/cases/shelf.ts';
import { assert } from '../../../shared/lib/assert.ts';
import { aUlid, aUser, START_MS } from '../../../shared/testing/builders.ts';
import type { Installations } from '../session/installations.ts';
import type { Store } from '../store/port.ts';
import { aChain, type aLink } from '../../test/harness/audit-links.ts';
import { judgeAudit } from './judge-audit.ts';

const worker = aUser('gridWorker');
const installation = aUlid();
const key = Buffer.alloc(32, 7);
const keys = { keyOf: () => Promise.resolve(key) } as unknown as Installations;

type Link = ReturnType<typeof aLink>;

it('takes the next link where the copy that lists the chain has not got the one before yet', async () => {
  const [first, second, third] = aChain({ installation, key }, worker, 3);
  assert(first !== undefined && second !== undefined && third !== undefined, 'three links');
  const behind = {
    current: (ids: readonly string[]) =>
      Promise.resolve(new Map([first].filter(({ _id }) => ids.includes(_id)).map((link) => [link._id, link]))),
    lastUnder: () => Promise.resolve(null),
  } as unknown as Store;
  const judged = (link: Link): ReturnType<ReturnType<typeof judgeAudit>> =>
    judgeAudit(behind, keys)(
      [
        {
          pushed: {
            id: link._id,
            rev: undefined,
            revisions: undefined,
            deleted: false,
            attachments: undefined,
            content: link,
          },
          stored: null,
        },
      ],
      { user: worker, nowMs: START_MS, newEdits: false, shelf: shelfOf([]) },
    );
  expect(await judged(second)).toMatchObject([{ kind: 'write' }]);
  expect(await judged(third)).toMatchObject([{ kind: 'refused' }]);
});
