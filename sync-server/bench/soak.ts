import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CaseDocument } from '../../shared/domain/case.ts';
import type { User } from '../../shared/domain/staff.ts';
import { seededRandom, type Random } from '../../shared/lib/random.ts';
import { anEntry, STREET } from '../../shared/testing/builders.ts';
import { aJpeg, aPhotoOf, aThumbOf } from '../test/harness/jpegs.ts';
import { calibrateMs } from './lib/calibrate.ts';
import { caseIn, gridAt, person, workersOfGrids } from './lib/grids.ts';
import { helpWith, isHelper, startHelper } from './lib/helpers.ts';
import { inTemporaryFolder } from './lib/in-temporary-folder.ts';
import { inTurns, lightClient, type LightClient } from './lib/light-client.ts';
import { percentile } from './lib/percentile.ts';
import { printResult } from './lib/print-result.ts';
import { BENCH_PASSWORD } from './lib/scattered-store.ts';
import { fill, placeForLoad, serveUnderLoad, type ServerUnderLoad } from './lib/server-under-load.ts';

/*
 * An hour of a street's working day in a few minutes: 200 workstations wait for news and, by chance but always the same, report, act, look at photos, compare receipts, send
 * photos, lose the network and come back, sign out and in again. Whether memory and answers stay as they were: the first fifth warms up, the second is compared with the last.
 */

/** What a busy hour of such a street brings, all workstations together. */
const HOUR = { report: 240, act: 1_400, read: 3_600, photo: 480, reconnect: 600, signIn: 240 } as const;
type Kind = keyof typeof HOUR;
const OF_HOUR = Object.values(HOUR).reduce((sum, count) => sum + count, 0);
const WORKERS = 160;
const CLERKS = 30;
const DISPATCHERS = 10;
const DEFAULT_MINUTES = 6;
const PARTS = 5;
const JPEG_BYTES = 150_000;
const QUIET_MS = 5_000;

type Timed = readonly [kind: Kind, startedMs: number, tookMs: number];
type Message =
  | {
      readonly kind: 'open';
      readonly server: string;
      readonly workers: readonly User[];
      readonly others: readonly User[];
    }
  | { readonly kind: 'work'; readonly seconds: number; readonly perSecond: number; readonly seed: number };

/** One workstation at work: what it has, and its one waiting feed. */
interface Desk {
  readonly user: User;
  readonly client: LightClient;
  cases: CaseDocument[];
  photos: string[];
  since: string;
  line: AbortController;
  isWaiting: boolean;
}

const MOST_KEPT = 20;
const docsIn = (text: string): readonly { readonly document?: CaseDocument; readonly ok?: boolean }[] =>
  JSON.parse(text) as readonly { readonly document?: CaseDocument; readonly ok?: boolean }[];

async function waitForNews(desk: Desk): Promise<void> {
  if (desk.isWaiting) return;
  desk.isWaiting = true;
  const { signal } = desk.line;
  try {
    while (!signal.aborted) desk.since = (await desk.client.page(desk.since, true, signal)).last_seq;
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    desk.isWaiting = false;
  }
}

async function push(desk: Desk, document: CaseDocument): Promise<CaseDocument> {
  const { status, text } = await desk.client.ask('POST', '/records/_bulk_docs?returns=docs', { docs: [document] });
  const [row] = status === 201 ? docsIn(text) : [];
  if (row?.ok !== true || row.document === undefined)
    throw new Error(`没有收下：${String(status)} ${text.slice(0, 200)}`);
  return row.document;
}

async function expectStatus(asked: ReturnType<LightClient['ask']>, status: number): Promise<void> {
  const answer = await asked;
  if (answer.status !== status) throw new Error(`${String(answer.status)}: ${answer.text.slice(0, 200)}`);
}

const JPEG = aJpeg(JPEG_BYTES);

async function sendPhoto(desk: Desk, subject: string): Promise<void> {
  const photo = aPhotoOf(desk.user, subject, {}, JPEG);
  const docs = [photo, aThumbOf(desk.user, photo)].map((one) => ({ ...one, _rev: `1-${'a'.repeat(32)}` }));
  const wanted = Object.fromEntries(docs.map(({ _id, _rev }) => [_id, [_rev]]));
  await expectStatus(desk.client.ask('POST', '/evidence/_revs_diff', wanted), 200);
  await expectStatus(desk.client.ask('POST', '/evidence/_bulk_docs', { docs, new_edits: false }), 201);
  desk.photos = [...desk.photos, photo._id].slice(-MOST_KEPT);
}

const WORK: Readonly<Record<Kind, (desk: Desk, chance: Random) => Promise<void>>> = {
  report: async (desk) => {
    desk.cases = [...desk.cases, await push(desk, caseIn(desk.user, desk.user.posts[0]?.scope ?? ''))].slice(
      -MOST_KEPT,
    );
  },
  act: async (desk, chance) => {
    const at = Math.floor(chance() * desk.cases.length);
    const one = desk.cases[at];
    if (one === undefined) return WORK.report(desk, chance);
    const entry = anEntry(desk.user, 'note', { text: '现场看过，还在处理' }, one.log.at(-1) ?? null);
    desk.cases[at] = await push(desk, { ...one, log: [...one.log, entry] });
  },
  read: async (desk, chance) => {
    const photo = desk.photos[Math.floor(chance() * desk.photos.length)];
    if (photo !== undefined && chance() < 0.5)
      return expectStatus(desk.client.ask('GET', `/evidence/${photo}/original.jpg`), 200);
    const entries = desk.cases.flatMap(({ _id, log }) => log.map(({ id }) => ({ id, case: _id })));
    return expectStatus(desk.client.ask('POST', '/_workstation/receipts', { entries: entries.slice(0, 400) }), 200);
  },
  photo: async (desk, chance) => {
    const [one] = desk.cases;
    await (one === undefined ? WORK.report(desk, chance) : sendPhoto(desk, one._id));
  },
  reconnect: async (desk) => {
    desk.line.abort();
    desk.line = new AbortController();
    desk.since = await desk.client.catchUp(desk.since);
  },
  signIn: async (desk) => {
    desk.line.abort();
    desk.line = new AbortController();
    await desk.client.signOut();
    await desk.client.signIn(desk.user.account, BENCH_PASSWORD);
    desk.since = await desk.client.catchUp(desk.since);
  },
};

const MIX: readonly Kind[] = (Object.entries(HOUR) as readonly (readonly [Kind, number])[]).flatMap(([kind, count]) =>
  Array.from({ length: count / 20 }, () => kind),
);

function beWorkstations(): void {
  const desks: Desk[] = [];
  let workers = 0;
  const stopWith = (error: unknown): void => {
    console.error(`工作站：${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exit(1);
  };
  const keepWaiting = (desk: Desk): void => {
    waitForNews(desk).catch(stopWith);
  };
  helpWith(async (asked) => {
    // What `startHelper<Message>` sends.
    const message = asked as Message;
    switch (message.kind) {
      case 'open': {
        const users = [...message.workers, ...message.others];
        workers = message.workers.length;
        await inTurns(users, 8, async (user) => {
          const client = lightClient(message.server);
          await client.signIn(user.account, BENCH_PASSWORD);
          const since = await client.catchUp('0');
          const desk: Desk = {
            user,
            client,
            cases: [],
            photos: [],
            since,
            line: new AbortController(),
            isWaiting: false,
          };
          desks.push(desk);
          keepWaiting(desk);
        });
        // Those who report first.
        desks.sort((a, b) => users.indexOf(a.user) - users.indexOf(b.user));
        return desks.length;
      }
      case 'work': {
        const chance = seededRandom(message.seed);
        const times: Timed[] = [];
        const startedAt = performance.now();
        const underWay = new Set<Promise<void>>();
        const busy = new Set<Desk>();
        for (let nth = 0; nth < message.seconds * message.perSecond; nth += 1) {
          await pause(Math.max(0, startedAt + (nth * 1_000) / message.perSecond - performance.now()));
          const kind = MIX[Math.floor(chance() * MIX.length)] ?? 'read';
          const anybody = kind === 'reconnect' || kind === 'signIn';
          const desk = desks[Math.floor(chance() * (anybody ? desks.length : workers))];
          // One person does one thing at a time.
          if (desk === undefined || busy.has(desk)) continue;
          busy.add(desk);
          const begun = performance.now();
          const work = WORK[kind](desk, chance)
            .then(() => {
              times.push([kind, begun - startedAt, performance.now() - begun]);
            })
            .catch(stopWith)
            .finally(() => {
              busy.delete(desk);
              underWay.delete(work);
              keepWaiting(desk);
            });
          underWay.add(work);
        }
        await Promise.all(underWay);
        return times;
      }
    }
  });
}

/** What is left when nothing is under way and everything that can go is gone: the server collects its garbage at a signal. */
async function atRest(server: ServerUnderLoad): Promise<{ readonly heldMb: number; readonly rssMb: number }> {
  await pause(QUIET_MS);
  for (let round = 0; round < 3; round += 1) {
    server.signal('SIGUSR2');
    await pause(500);
  }
  return server.standing();
}

/** The shipped server, and beside it a line that lets a signal collect its garbage. */
const COLLECTS = ['--expose-gc', '--import', 'data:text/javascript,process.on("SIGUSR2",()=>globalThis.gc())'];

function minutesAsked(): number {
  const at = process.argv.indexOf('--minutes');
  const minutes = at < 0 ? DEFAULT_MINUTES : Number(process.argv[at + 1]);
  if (!(minutes > 0)) throw new Error('--minutes：写分钟数');
  return minutes;
}

async function measure(folder: string): Promise<void> {
  const calibMs = calibrateMs();
  const minutes = minutesAsked();
  const seconds = (minutes * 60) / PARTS;
  const perSecond = OF_HOUR / (minutes * 60);
  const workers = workersOfGrids('worker', WORKERS);
  const others = [
    ...Array.from({ length: CLERKS }, (_, nth) =>
      person(`clerk${String(nth)}`, 'communityClerk', gridAt(nth * 10).slice(0, 12)),
    ),
    ...Array.from({ length: DISPATCHERS }, (_, nth) => person(`dispatcher${String(nth)}`, 'dispatcher', STREET)),
  ];
  const place = placeForLoad(join(folder, 'data'));
  const helper = startHelper<Message>();
  let server: ServerUnderLoad | null = null;
  try {
    await fill(place, { users: [...workers, ...others], documents: [] });
    server = await serveUnderLoad(place, COLLECTS);
    await helper.ask({ kind: 'open', server: server.address, workers, others });
    console.log(
      `${String(WORKERS + CLERKS + DISPATCHERS)} 台，一小时的 ${String(OF_HOUR)} 次操作压到 ${String(minutes)} 分钟，每秒 ${perSecond.toFixed(1)} 次`,
    );
    const parts: { readonly p95: number; readonly count: number; readonly heldMb: number; readonly rssMb: number }[] =
      [];
    for (let part = 0; part < PARTS; part += 1) {
      const times = await helper.ask<readonly Timed[]>({ kind: 'work', seconds, perSecond, seed: part + 1 });
      const { heldMb, rssMb } = await atRest(server);
      parts.push({
        p95: percentile(
          times.map(([, , ms]) => ms),
          0.95,
        ),
        count: times.length,
        heldMb,
        rssMb,
      });
      console.log(
        `${String(part + 1)}/${String(PARTS)}：${String(times.length)} 次，95% ${String(Math.round(parts.at(-1)?.p95 ?? 0))} 毫秒；静下来占 ${heldMb.toFixed(1)} MB（进程 ${rssMb.toFixed(0)} MB）`,
      );
    }
    const [, start] = parts;
    const end = parts.at(-1);
    if (start === undefined || end === undefined) throw new Error('没有量到');
    const mb = (value: number): number => Number(value.toFixed(1));
    printResult('soak', [
      {
        key: 'growth_mb',
        words: '静下来、收完垃圾以后还占的内存，最后比第二段多',
        value: mb(end.heldMb - start.heldMb),
        unit: 'MB',
      },
      { key: 'p95_start_ms', words: '一次操作到答复，95%，第二段', value: mb(start.p95), unit: '毫秒' },
      { key: 'p95_end_ms', words: '同上，最后一段', value: mb(end.p95), unit: '毫秒' },
      { key: 'held_mb', words: '最后还占（JavaScript 的堆和缓冲区）', value: mb(end.heldMb), unit: 'MB' },
      {
        key: 'rss_growth_mb',
        words: '进程的内存（RSS），最后比第二段多',
        value: mb(end.rssMb - start.rssMb),
        unit: 'MB',
      },
      { key: 'rss_mb', words: '进程的内存，最后', value: Math.round(end.rssMb), unit: 'MB' },
      { key: 'operations', words: '做完的操作', value: parts.reduce((sum, { count }) => sum + count, 0), unit: '次' },
      { key: 'minutes', words: '一小时压到', value: minutes, unit: '分' },
      { key: 'calib_ms', words: '固定的一段计算', value: calibMs, unit: '毫秒' },
    ]);
  } finally {
    helper.stop();
    await server?.stop();
    await place.couch?.remove();
  }
}

if (isHelper()) beWorkstations();
else await inTemporaryFolder('bench-soak-', measure);
