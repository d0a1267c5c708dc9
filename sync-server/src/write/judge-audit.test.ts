import { expect, it } from 'vitest';
import { shelfOf } from '../../../shared/cases/shelf.ts';
import { auditId } from '../../../shared/domain/audit.ts';
import { aUlid, aUser, GRID, START_MS } from '../../../shared/testing/builders.ts';
import type { Installations } from '../session/installations.ts';
import type { Store, StoredDocument } from '../store/port.ts';
import { auditMac, judgeAudit } from './judge-audit.ts';

const worker = aUser('gridWorker');
const installation = aUlid();
const key = Buffer.alloc(32, 7);
const keys = { keyOf: () => Promise.resolve(key) } as unknown as Installations;

type Link = StoredDocument & { readonly mac: string };
function aLink(seq: number, prev: string): Link {
  const entry = {
    _id: auditId(installation, seq),
    type: 'audit',
    scope: GRID,
    schema: 1,
    installation,
    seq,
    at: new Date(START_MS).toISOString(),
    clock: 'trusted',
    person: worker.id,
    role: 'gridWorker',
    act: 'view',
    prev,
  };
  return { ...entry, mac: auditMac(key, entry) } as unknown as Link;
}

it('takes the next link where the copy that lists the chain has not got the one before yet', async () => {
  const first = aLink(1, '');
  const second = aLink(2, first.mac);
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
  expect(await judged(aLink(3, second.mac))).toMatchObject([{ kind: 'refused' }]);
});
