import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PASSWORD } from '../harness/start-server.ts';
import type { Book } from './book.ts';
import { Centre } from './centre.ts';
import type { LaidBy } from './checks.ts';
import { Gone, type ClientProcess } from './client-driver.ts';
import type { RestingClients } from './resting-clients.ts';
import type { FaultyCable } from './faulty-cable.ts';
import { framed, frameOf, framesIn } from './frames.ts';
import { NOBODY, type Laid, type Worked } from './protocol.ts';
import type { ServersUnderTest } from './server-under-test.ts';
import type { Damage, Step } from './story.ts';
import type { PersonName, WorkerName } from './people.ts';
import type { World } from './world.ts';

/** A machine with its disk: the process on it comes and goes, folder and address stay. */
export interface Device {
  readonly folder: string;
  readonly cable: FaultyCable;
  client: ClientProcess | null;
  /** Who is signed in, as far as anybody was told. */
  who: WorkerName | null;
  offsetMs: number;
  isFull: boolean;
  damage: Damage | null;
  /** Who was ever signed in here: their stores lie on the disk. */
  readonly known: Set<WorkerName>;
  /** What may not be damaged any more, because the other of the two was, or was not kept: one of store and journal must be whole. */
  spared: 'store' | 'journal' | null;
}

/** Long enough for a machine that does much else at the same time. */
const DRAIN_MS = 120_000;
const COMPARE_MS = 60_000;
/** A workstation is given the next thing to do when it has no more than this in hand. */
const IN_HAND = 2;
const SIGN_TRIES = 5;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Carries out a story's steps, each whatever became of those before it, and brings everything to rest afterwards. */
export class Player {
  private readonly pending = new Set<Promise<void>>();
  private readonly restarts = new Set<Promise<void>>();
  private readonly centre: Centre;
  private doing = 'the beginning';
  private hasEnded = false;

  constructor(
    private readonly book: Book,
    private readonly servers: ServersUnderTest,
    private readonly devices: readonly Device[],
    private readonly clients: RestingClients,
    private readonly world: World,
  ) {
    this.centre = new Centre(book, servers, world);
  }

  /** What is being waited for. Where it is the same for long, nothing moves any more. */
  whereItStands(): string {
    const hands = this.devices.map(({ client }, at) => {
      const inHand = client?.inHand().map((asked) => JSON.stringify(asked).slice(0, 200)) ?? [];
      return `T${String(at)} has in hand: ${inHand.join(', ') || 'nothing'}`;
    });
    const up = this.servers.all.map((server, at) => `server ${String(at)} is ${server.isUp() ? 'up' : 'down'}`);
    return [`at ${this.doing}`, ...hands, ...up].join('; ');
  }

  async step(step: Step): Promise<void> {
    this.doing = JSON.stringify(step);
    if ('device' in step) await this.onDevice(step, this.deviceAt(step.device));
    else await this.elsewhere(step);
  }

  private deviceAt(at: number): Device {
    const device = this.devices[at % this.devices.length];
    if (device === undefined) throw new Error('a story has devices');
    return device;
  }

  private async onDevice(step: Extract<Step, { readonly device: number }>, device: Device): Promise<void> {
    switch (step.do) {
      case 'sign':
        await this.start(device);
        await this.roomInHand(device);
        this.note(this.sign(device, step.who));
        return;
      case 'leave':
        this.note(this.leave(device));
        return;
      case 'again':
        this.note(this.asking(device, (client) => client.ask<'again'>({ verb: 'again', password: PASSWORD })));
        return;
      case 'work': {
        await this.roomInHand(device);
        const [{ work }, { who }] = [step, device];
        if (device.client === null || who === null) return;
        this.book.ops += 1;
        this.note(
          this.asking(device, async (client) => {
            const worked = await client.ask<'work'>({ verb: 'work', work });
            this.worked(device, who, worked, 'words' in work ? work.words : null);
          }),
        );
        return;
      }
      case 'cable':
        device.cable.plug(!step.out);
        return;
      case 'line':
        device.cable.arm(step.fault, step.on, step.times);
        return;
      case 'clock':
        device.offsetMs = step.offsetMs;
        this.note(this.asking(device, (client) => client.ask<'clock'>({ verb: 'clock', offsetMs: step.offsetMs })));
        return;
      case 'clientDisk':
        await this.clientDisk(device, step.full);
        return;
      case 'killClient':
        await this.killClient(device, step.damage);
        return;
    }
  }

  private async elsewhere(step: Exclude<Step, { readonly device: number }>): Promise<void> {
    switch (step.do) {
      case 'killServer':
      case 'stopServer': {
        const server = this.servers.one(step.server);
        if (!server.isUp()) return;
        if (step.do === 'killServer') {
          await server.kill();
          this.book.crashes += 1;
        } else await server.stop();
        const again = pause(step.downMs).then(() => server.start());
        const restart: Promise<void> = again.finally(() => this.restarts.delete(restart));
        this.restarts.add(restart);
        return;
      }
      case 'serverDisk':
        await this.servers.one(step.server).limit(step.full);
        return;
      case 'centre':
        this.book.ops += 1;
        await this.centre.work(step.work);
        return;
      case 'wait':
        await pause(step.ms);
        return;
    }
  }

  private note(going: Promise<unknown>): void {
    const noted: Promise<void> = going
      .then(
        () => undefined,
        (error: unknown) => {
          if (!(error instanceof Gone)) this.book.troubles.push(`asked in vain: ${String(error)}`);
        },
      )
      .finally(() => this.pending.delete(noted));
    this.pending.add(noted);
  }

  private async asking<T>(device: Device, ask: (client: ClientProcess) => Promise<T>): Promise<T | null> {
    return device.client === null ? null : ask(device.client);
  }

  private async roomInHand({ client }: Device): Promise<void> {
    if (client?.isAlive() === true) await client.whenInHand(IN_HAND);
  }

  private worked(device: Device, who: PersonName, { deeds, letGo, refused }: Worked, words: string | null): void {
    const at = this.devices.indexOf(device);
    for (const deed of deeds) this.book.deeds.push({ ...deed, who, device: at });
    for (const id of letGo) this.book.letGo.add(id);
    if (refused !== null && words !== null && !refused.startsWith('cut-off')) this.book.notWritten.add(words);
  }

  private async start(device: Device): Promise<void> {
    if (device.client?.isAlive() === true || this.hasEnded) return;
    await this.applyDamage(device);
    const at = this.devices.indexOf(device);
    const client = this.clients.take();
    client.onTrouble((trouble) => this.book.troubles.push(`T${String(at)} ${trouble}`));
    device.client = client;
    const { folder, offsetMs, isFull } = device;
    const spoil = device.damage?.kind === 'row' ? device.damage.nth : null;
    device.damage = null;
    try {
      await client.ask<'open'>({ verb: 'open', folder, server: device.cable.address, spoil, offsetMs });
      if (isFull) await client.ask<'disk'>({ verb: 'disk', full: true });
    } catch (error) {
      this.book.find('lost', `T${String(at)} does not start: ${String(error)}`);
    }
  }

  private async sign(device: Device, who: WorkerName): Promise<string | null> {
    const { client } = device;
    if (client === null) return 'no process';
    device.known.add(who);
    // A session that finds no room for its journal goes on without one.
    if (device.isFull) device.spared ??= 'store';
    device.who = who;
    const { account } = this.world.people[who];
    const trouble = await client.ask<'sign'>({ verb: 'sign', account, password: PASSWORD });
    if (trouble !== null && device.who === who && device.client === client) device.who = null;
    return trouble;
  }

  private async leave(device: Device): Promise<void> {
    device.who = null;
    await this.asking(device, (client) => client.ask<'leave'>({ verb: 'leave' }));
  }

  private async clientDisk(device: Device, isFull: boolean): Promise<void> {
    device.isFull = isFull;
    await this.asking(device, (client) => client.ask<'disk'>({ verb: 'disk', full: isFull })).catch(
      (error: unknown) => {
        if (!(error instanceof Gone)) throw error;
      },
    );
  }

  private async killClient(device: Device, damage: Damage | null): Promise<void> {
    if (device.client?.isAlive() === true) {
      await device.client.kill();
      this.book.crashes += 1;
    }
    device.client = null;
    device.who = null;
    if (damage === null) return;
    const hurts = damage.kind === 'journal' ? 'journal' : damage.kind === 'row' ? null : 'store';
    if (hurts !== null && device.spared === hurts) return;
    if (hurts !== null) device.spared = hurts === 'store' ? 'journal' : 'store';
    device.damage = damage;
  }

  private async applyDamage({ folder, damage }: Device): Promise<void> {
    if (damage === null) return;
    const file = join(folder, 'indexeddb');
    if (damage.kind === 'journal') await rm(join(folder, 'journal'), { recursive: true, force: true });
    if (damage.kind === 'store') await rm(file, { force: true });
    if ((damage.kind === 'tail' || damage.kind === 'collections') && existsSync(file)) {
      const frames = framesIn(await readFile(file));
      const left =
        damage.kind === 'tail'
          ? frames.slice(0, -damage.count)
          : frames.filter((frame) => !/--(cases|residents)$/.test(frameOf(frame).database));
      await writeFile(file, Buffer.concat(left.map((frame) => framed(frame))));
    }
  }

  /** All faults end, everybody's terminal delivers what it has, and each is compared with the centre. */
  async becomeQuiet(): Promise<readonly LaidBy[]> {
    this.doing = 'the end';
    for (const server of this.servers.all) await server.limit(false);
    await Promise.all(this.restarts);
    await Promise.all(this.servers.all.map((server) => server.start()));
    for (const device of this.devices) {
      device.cable.disarm();
      device.cable.plug(true);
      await this.clientDisk(device, false);
    }
    await Promise.all(this.pending);
    await this.whenAnswering();
    await this.centre.settle();
    // Who is signed in comes last, and need not sign in anew for the comparison.
    const order = (device: Device): readonly WorkerName[] =>
      [...device.known].sort((a, b) => Number(a === device.who) - Number(b === device.who));
    await Promise.all(
      this.devices.map(async (device) => {
        for (const who of order(device)) await this.drain(device, who);
      }),
    );
    const laid = await Promise.all(
      this.devices.map(async (device) => {
        const found: LaidBy[] = [];
        for (const who of order(device).toReversed()) found.push(...(await this.compare(device, who)));
        return found;
      }),
    );
    return laid.flat();
  }

  /** A server whose disk was full opens its data anew every few seconds, and nobody answers at its port meanwhile. */
  private async whenAnswering(): Promise<void> {
    for (const untilMs = Date.now() + DRAIN_MS; Date.now() < untilMs;) {
      const answers = await Promise.all(this.servers.all.map((server) => server.answers()));
      if (!answers.includes(false) && (await this.centre.documentsOf('admin', 'records', 'area:')) !== null) return;
      await pause(100);
    }
    this.book.find('lost', 'the centre does not answer any more');
  }

  private async signedIn(device: Device, who: WorkerName): Promise<string | null> {
    let trouble: string | null = null;
    for (let tries = 0; tries < SIGN_TRIES; tries += 1) {
      await this.start(device);
      if (device.who === who) return null;
      trouble = await this.sign(device, who).catch((error: unknown) => String(error));
      if (trouble === null) return null;
      await pause(100);
    }
    return trouble;
  }

  private where(device: Device, who: WorkerName): string {
    return `${who} at T${String(this.devices.indexOf(device))}`;
  }

  private async drain(device: Device, who: WorkerName): Promise<void> {
    const trouble = await this.signedIn(device, who);
    // Never came so far as to have a store: there is nothing to deliver.
    if (trouble !== null && trouble.includes('needsServer')) device.known.delete(who);
    if (trouble !== null) {
      this.book.find('lost', `${this.where(device, who)} cannot sign in again: ${trouble}`);
      return;
    }
    for (let tries = 0; ; tries += 1) {
      const drained = await this.asking(device, (client) =>
        client.ask<'drain'>({ verb: 'drain', password: PASSWORD, withinMs: DRAIN_MS }),
      ).catch((error: unknown) => ({ waits: String(error) }));
      if (drained?.waits === null) return;
      // Whoever could not go on in his window signs in anew, once.
      if (drained?.waits === NOBODY && tries === 0) {
        device.who = null;
        await this.signedIn(device, who);
        continue;
      }
      this.book.find('lost', `${this.where(device, who)} does not come to rest: ${drained?.waits ?? ''}`);
      return;
    }
  }

  private async compare(device: Device, who: WorkerName): Promise<readonly LaidBy[]> {
    for (let tries = 1; ; tries += 1) {
      const laid = await this.comparedOnce(device, who);
      if (laid !== null) return laid;
      if (tries < SIGN_TRIES) continue;
      this.book.find('diverged', `${this.where(device, who)} is called for again and again`);
      return [];
    }
  }

  /** `null`: the person is called for first, as for his password; what the centre shows him may be something else then. */
  private async comparedOnce(device: Device, who: WorkerName): Promise<readonly LaidBy[] | null> {
    if ((await this.signedIn(device, who)) !== null) return [];
    await this.asking(device, (client) =>
      client.ask<'drain'>({ verb: 'drain', password: PASSWORD, withinMs: DRAIN_MS }),
    ).catch(() => null);
    const records = await this.centre.documentsOf(who, 'records');
    const evidence = await this.centre.documentsOf(who, 'evidence');
    if (records === null || evidence === null) {
      this.book.find('diverged', `${who} is not answered by the centre`);
      return [];
    }
    const expected = Object.fromEntries(records.map(({ _id, _rev }) => [_id, _rev]));
    const shown = evidence.map(({ _id }) => _id);
    const laid: Laid | null | 'nothing' = await this.asking(device, (client) =>
      client.ask<'compare'>({ verb: 'compare', expected, evidence: shown, withinMs: COMPARE_MS }),
    ).catch((error: unknown) => {
      this.book.find('diverged', `${this.where(device, who)} does not say what lies there: ${String(error)}`);
      return 'nothing' as const;
    });
    if (laid === null) return null;
    return laid === 'nothing' ? [] : [{ device: this.devices.indexOf(device), who, laid, records, evidence: shown }];
  }

  async end(): Promise<void> {
    this.hasEnded = true;
    // What something was found in is looked at no more.
    const isOver = this.book.findings.length > 0;
    await Promise.all(
      this.devices.map(async ({ client }) => {
        if (client !== null) await (isOver ? client.kill() : this.clients.rest(client));
      }),
    );
    if (isOver) await Promise.all(this.servers.all.map((server) => server.kill()));
    await Promise.allSettled(this.restarts);
    await this.servers.remove();
    await Promise.all(this.devices.map(({ cable }) => cable.close()));
  }
}
