import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Book, type Finding } from './book.ts';
import { checkAll } from './checks.ts';
import type { Effect } from './effects.ts';
import { faultyCable } from './faulty-cable.ts';
import { Player, type Device } from './player.ts';
import type { RestingClients } from './resting-clients.ts';
import type { Programs } from './programs.ts';
import { serversUnderTest } from './server-under-test.ts';
import { DEVICES, type Fault, type Story } from './story.ts';
import type { World } from './world.ts';

export interface Played {
  readonly findings: readonly Finding[];
  readonly ops: number;
  readonly crashes: number;
  readonly acknowledged: number;
  /** What workstations and servers said of themselves, for whoever reads a failure. */
  readonly troubles: readonly string[];
  /** How often each kind of fault and of change did take effect. */
  readonly effects: ReadonlyMap<Effect, number>;
}

/** What stays between stories: bundles, the world, and a data folder with it. */
export interface Stage {
  readonly programs: Programs;
  readonly world: World;
  readonly template: string;
  readonly clients: RestingClients;
}

const STRUCK: Readonly<Record<Fault['kind'], Effect>> = {
  loseRequest: 'a request was lost',
  loseAnswer: 'an answer was lost',
  double: 'a request was doubled',
  delay: 'a request was late',
  delayAnswer: 'an answer was late',
  cutRequest: 'a request was cut',
  cutAnswer: 'an answer was cut',
};

/** Longer than the longest wait of a story, with a machine that does much else at the same time. */
const STILL_MS = 300_000;
const LOOK_MS = 1_000;

/** Waits for what is going on; gives up, with what stands, when that has been the same for too long. */
async function unlessItStands(going: Promise<void>, stands: () => string): Promise<string | null> {
  let last = stands();
  let sinceMs = Date.now();
  let looking: NodeJS.Timeout | undefined;
  const still = new Promise<string>((resolve) => {
    looking = setInterval(() => {
      const now = stands();
      if (now !== last) [last, sinceMs] = [now, Date.now()];
      else if (Date.now() - sinceMs > STILL_MS) resolve(now);
    }, LOOK_MS);
  });
  going.catch(() => undefined); // whoever waits for it hears of it, unless it stands
  try {
    return await Promise.race([going.then(() => null), still]);
  } finally {
    clearInterval(looking);
  }
}

/** Plays a story from an empty disk to the last check. Everything real: processes, kills, files, sockets. */
export async function play(story: Story, stage: Stage): Promise<Played> {
  const { programs, world, clients } = stage;
  const book = new Book(world);
  const servers = await serversUnderTest(programs.server, stage.template, world);
  const root = await mkdtemp(join(tmpdir(), 'chaos-devices-'));
  const devices: Device[] = [];
  for (let device = 0; device < DEVICES; device += 1) {
    const cable = await faultyCable({
      device,
      port: () => servers.portFor(device),
      seen: (exchange) => {
        book.seen(exchange);
      },
      struck: (kind) => {
        book.took(STRUCK[kind]);
      },
    });
    const folder = join(root, `T${String(device)}`);
    await mkdir(folder);
    devices.push({
      ...{
        folder,
        cable,
        client: null,
        who: null,
        again: null,
        offsetMs: 0,
        isFull: false,
        damage: null,
        spared: null,
      },
      known: new Set(),
    });
  }
  const player = new Player(book, servers, devices, clients, world);
  try {
    const playing = async (): Promise<void> => {
      await Promise.all(servers.all.map((server) => server.start()));
      for (const step of story.steps) await player.step(step);
      const laid = await player.becomeQuiet();
      await checkAll(book, servers, world, laid);
    };
    const stands = await unlessItStands(playing(), () => player.whereItStands());
    if (stands !== null) book.find('lost', `nothing moves any more: ${stands}`);
  } finally {
    await player.end();
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  }
  for (const { said } of servers.all) if (said.trim() !== '') book.troubles.push(said.slice(-4_000));
  return {
    findings: book.findings,
    ops: book.ops,
    crashes: book.crashes,
    acknowledged: book.acknowledged.size,
    troubles: book.troubles,
    effects: book.effects,
  };
}
