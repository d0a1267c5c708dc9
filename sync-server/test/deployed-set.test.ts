import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assert } from '../../shared/lib/assert.ts';
import { systemClock } from '../../shared/lib/clock.ts';
import { seededRandom } from '../../shared/lib/random.ts';
import type { Role } from '../../shared/domain/roles.ts';
import type { User } from '../../shared/domain/staff.ts';
import { aUser } from '../../shared/testing/builders.ts';
import { once as onceLive } from '../../renderer/data/live.ts';
import { openServer } from '../src/open-server.ts';
import { openCouchStores } from '../src/store/couch/couch-stores.ts';
import { courseSeenBy, TAKING_PART, toItsEnd, type PersonOf } from './client/each-by-its-role.ts';
import { actIn, aNewPhoto, anOffice, caseIn, counted, reportIn } from './client/people-at-work.ts';
import { aCouch, COUCH_URL, couchUrl, type CouchUnderTest } from './harness/couch.ts';
import { deployedSet, ofConnections, type DeployedSet } from './harness/deployed-set.ts';
import { HAPROXY, haproxy, SITE } from './harness/haproxy.ts';
import { buildServer } from './harness/server-process.ts';
import { basic, call, CHEAP, PASSWORD } from './harness/start-server.ts';

/** Milliseconds after a step at most in which the kill comes: while it is on its way, or a moment after. */
const WITHIN_MS = 120;

let script: string;
beforeAll(async () => {
  script = await buildServer();
}, 60_000);
afterAll(() => rm(dirname(script), { recursive: true, force: true }));

/** The main job by the shipped client against a set of processes of which one after the other is killed in the middle of it. */
async function mainJobWhileKilled(set: DeployedSet, person: PersonOf): Promise<void> {
  const chance = seededRandom(5);
  const office = await anOffice(set.url);
  const killed: string[] = [];
  const killNext = async (): Promise<void> => {
    const member = set.members[killed.length % set.members.length];
    assert(member !== undefined, 'there is always a next');
    killed.push(member.name);
    await pause(chance() * WITHIN_MS);
    await member.kill();
  };
  try {
    // Everybody has signed in here before.
    for (const role of TAKING_PART) await office.during(person(role), () => Promise.resolve());

    const worker = await office.signIn(person('gridWorker'));
    const id = await reportIn(worker, [aNewPhoto('近', 'near'), aNewPhoto('远', 'far')], '井盖松动，车压有响声');
    await killNext();
    expect(await counted(worker, ({ queued }) => queued === 0)).toMatchObject({ written: 3, delivered: 3, refused: 0 });
    const clerk = await office.signIn(person('communityClerk'));
    await actIn(clerk, id, 'accept');
    await killNext();
    await counted(clerk, ({ queued }) => queued === 0);
    await caseIn(worker, id, ({ state }) => state === 'pendingOpen');
    await office.closeAll();
    await toItsEnd(office, person, id, killNext);

    const courses = await courseSeenBy(office, person, id, ['gridWorker', 'communityClerk', 'department']);
    expect(courses[0]).toHaveLength(9);
    for (const course of courses) expect(course).toEqual(courses[0]);
    await office.during(person('supervisor'), async (desk) => {
      const { photos } = await caseIn(desk, id);
      expect(photos).toHaveLength(3);
      for (const photo of photos) await onceLive(desk.photos.thumb(photo.id), (url) => url !== null);
    });
    // Every process was killed, and nobody noticed anything but a wait.
    expect(new Set(killed)).toEqual(new Set(set.members.map(({ name }) => name)));
    expect(office.terminal.troubles).toEqual([]);
  } finally {
    await office.closeAll();
  }
}

/** Every link of every terminal's chain is there, each on the one before it. */
async function auditIsWhole(url: string, auditor: User, worker: User): Promise<void> {
  const { body } = await call(url, basic(auditor.account), ['GET', '/audit/_all_docs?include_docs=true']);
  const { rows } = body as { rows: { doc: { seq: number; prev: string; mac: string; person: string; act: string } }[] };
  const chain = rows
    .map(({ doc }) => doc)
    .filter(({ person }) => person === worker.id)
    .sort((a, b) => a.seq - b.seq);
  expect(chain.filter(({ act }) => act === 'write').length).toBeGreaterThanOrEqual(3);
  for (const [at, link] of chain.entries()) {
    expect(link.seq).toBe(at + 1);
    expect(link.prev).toBe(chain[at - 1]?.mac ?? '');
  }
}

/** Accounts for everybody, made before anybody serves. */
async function everybody(dataFolder: string, couch: CouchUnderTest | null): Promise<(role: Role) => User> {
  const indexFolder = join(dataFolder, 'index');
  const stores = couch === null ? undefined : await openCouchStores(couch.address, indexFolder);
  const policy = { offlineDays: 30, idleLockMinutes: 15 };
  const opened = await openServer({
    dataFolder,
    clock: systemClock,
    policy,
    demo: false,
    passwordCost: CHEAP,
    ...(stores === undefined ? {} : { stores, indexFolder }),
  });
  const people = new Map<Role, User>();
  for (const role of [...TAKING_PART, 'auditor'] as const) {
    const user = aUser(role);
    await opened.server.accounts.put(user.account, PASSWORD, user, systemClock.nowMs() - 1);
    people.set(role, user);
  }
  await opened.close();
  await stores?.close();
  return (role) => {
    const user = people.get(role);
    assert(user !== undefined, 'everybody has an account');
    return user;
  };
}

/** What a browser finds at the door of the street: TLS with the certificate of the site, the server behind it, and from the plain door the way there. */
async function doorIsSealed({ sealed, redirect, certificate }: Awaited<ReturnType<typeof haproxy>>): Promise<void> {
  const asked = request({ host: '127.0.0.1', port: sealed, path: '/_up', servername: SITE, ca: certificate }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  expect([answer.statusCode, answer.headers['strict-transport-security']]).toEqual([200, 'max-age=31536000']);
  const plain = await fetch(`http://127.0.0.1:${String(redirect)}/`, { redirect: 'manual' });
  expect([plain.status, new URL(plain.headers.get('location') ?? '').protocol]).toEqual([308, 'https:']);
}

describe('killing any one process during the main job loses nothing', () => {
  const story = async (servers: readonly string[], couch: CouchUnderTest | null): Promise<void> => {
    const folder = await mkdtemp(join(tmpdir(), 'deployed-set-'));
    const person = await everybody(join(folder, '1'), couch);
    const folders = servers.map((name) => join(folder, name));
    const proxy = HAPROXY === null ? null : await haproxy(join(folder, 'proxy'));
    const couchdb = couch === null ? null : couchUrl(couch.address.prefix);
    const set = await deployedSet(script, folders, couchdb, proxy ?? ofConnections);
    try {
      if (proxy !== null) await doorIsSealed(proxy);
      await mainJobWhileKilled(set, person);
      await auditIsWhole(set.url, person('auditor'), person('gridWorker'));
    } finally {
      await set.stop();
      await couch?.remove();
      await rm(folder, { recursive: true, force: true });
    }
  };
  const proxy = HAPROXY === null ? 'a balancer' : 'the HAProxy of deploy/';

  it(`of one server on its own data and ${proxy}`, { timeout: 300_000 }, () => story(['1'], null));

  it.skipIf(COUCH_URL === null)(
    `of two servers on the CouchDB of COUCHDB_URL, the lines to its nodes, and ${proxy}`,
    { timeout: 600_000 },
    () => story(['1', '2'], aCouch()),
  );
});
