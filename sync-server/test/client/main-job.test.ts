import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { User } from '../../../shared/domain/staff.ts';
import { aUser } from '../../../shared/testing/builders.ts';
import { once } from '../../../renderer/data/live.ts';
import { startServer, type TestServer } from '../harness/start-server.ts';
import { courseSeenBy, TAKING_PART, toItsEnd } from './each-by-its-role.ts';
import { actIn, aNewPhoto, anOffice, caseIn, counted, reportIn, type Office } from './people-at-work.ts';

let server: TestServer;
let office: Office;
const people: Record<string, User> = {};

beforeAll(async () => {
  server = await startServer();
  office = await anOffice(server.url);
  for (const role of TAKING_PART) people[role] = await server.add(aUser(role));
});
afterAll(async () => {
  await office.closeAll();
  await server.stop();
});
const person = (role: string): User => {
  const user = people[role];
  if (user === undefined) throw new Error(role);
  return user;
};

describe('the main job, real clients against the real server', () => {
  it('goes from a finding made without the server to a closed case that all see alike', async () => {
    // A worker who has signed in before, and then the server is gone.
    await office.during(person('gridWorker'), () => Promise.resolve());
    office.cable.pull();
    let worker = await office.signIn(person('gridWorker'));
    expect(worker.offlineSignIn).toBe(true);
    const id = await reportIn(worker, [aNewPhoto('近', 'near'), aNewPhoto('远', 'far')], '井盖松动，车压有响声');
    expect(await counted(worker, () => true)).toMatchObject({ written: 3, queued: 3, delivered: 0 });
    await office.closeAll();
    worker = await office.signIn(person('gridWorker'));
    expect((await caseIn(worker, id)).finding.description).toBe('井盖松动，车压有响声');

    // It returns: a colleague has case and photos within ten seconds.
    office.cable.plugged = true;
    const begun = performance.now();
    const clerk = await office.signIn(person('communityClerk'));
    await once(clerk.cases.open, (rows) => rows.some((row) => row.id === id));
    const seen = await caseIn(clerk, id);
    const thumbs = await Promise.all(
      seen.photos.map((photo) => once(clerk.photos.thumb(photo.id), (url) => url !== null)),
    );
    expect(thumbs).toHaveLength(2);
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(await counted(worker, ({ queued }) => queued === 0)).toEqual({
      written: 3,
      delivered: 3,
      queued: 0,
      refused: 0,
      photosQueued: 0,
      earlier: 0,
    });
    await actIn(clerk, id, 'accept');
    expect((await caseIn(worker, id, ({ state }) => state === 'pendingOpen')).number).toMatch(/^310115\d{13}$/);
    await counted(clerk, ({ queued }) => queued === 0);
    await office.closeAll();

    await toItsEnd(office, person, id);
    const timelines = await courseSeenBy(office, person, id, ['gridWorker', 'communityClerk', 'department']);
    expect(timelines[0]).toHaveLength(9);
    expect(timelines[1]).toEqual(timelines[0]);
    expect(timelines[2]).toEqual(timelines[0]);
    expect(office.terminal.troubles).toEqual([]);
  });

  it('has put every step on the audit chain of its terminal, unbroken', async () => {
    const { documents } = {
      documents: await server.as(await server.add(aUser('auditor')))('GET', '/audit/_all_docs?include_docs=true'),
    };
    const links = (
      documents.body as {
        rows: { doc: { person: string; act: string; seq: number; prev: string; mac: string; installation: string } }[];
      }
    ).rows.map(({ doc }) => doc);
    const workers = links.filter((link) => link.person === person('gridWorker').id).sort((a, b) => a.seq - b.seq);
    expect(workers.map((link) => link.act)).toEqual(
      expect.arrayContaining(['signIn', 'signInOffline', 'write']) as unknown,
    );
    for (const [index, link] of workers.entries()) {
      expect(link.seq).toBe(index + 1);
      expect(link.prev).toBe(workers[index - 1]?.mac ?? '');
    }
  });
});
