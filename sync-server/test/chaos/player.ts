import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PASSWORD } from '../harness/start-server.ts';
import type { Book } from './book.ts';
import { Centre } from './centre.ts';
import type { LaidBy, Piece } from './checks.ts';
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
  /** Who is to sign in once more where that did not work, before the next thing is done. */
  again: WorkerName | null;
  offsetMs: number;
  isFull: boolean;
  damage: Damage | null;
  /** Who was ever signed in here: their stores lie on the disk. */
  readonly known: Set<WorkerName>;
  /** What may not be damaged any more, because the other of the two was, or was not kept: one of store and journal must be whole. */
  spared: 'store' | 'journal' | null;
}

type Compared = Omit<LaidBy, 'shown'>;

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
        device.again = step.who;
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
        if (device.who === null && device.again !== null) {
          await this.start(device);
          this.note(this.sign(device, device.again));
          device.again = null;
        }
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
        if (step.out) this.book.took('a line was pulled out');
        return;
      case 'line':
        device.cable.arm(step.fault, step.on, step.times);
        return;
      case 'clock':
        device.offsetMs = step.offsetMs;
        if (device.client?.isAlive() === true) this.book.took('a terminal had the wrong time');
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
        this.book.took(step.do === 'killServer' ? 'a server was killed' : 'a server was stopped');
        const again = pause(step.downMs).then(() => server.start());
        const restart: Promise<void> = again.finally(() => this.restarts.delete(restart));
        this.restarts.add(restart);
        return;
      }
      case 'serverDisk':
        if ((await this.servers.one(step.server).limit(step.full)) && step.full) this.book.took('a server had no room');
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
    client.onTrouble({
      trouble: (words) => this.book.troubles.push(`T${String(at)} ${words}`),
      fault: (words) => {
        this.book.find('illegal', `T${String(at)}: ${words}`);
      },
    });
    device.client = client;
    const { folder, offsetMs, isFull } = device;
    const spoil = device.damage?.kind === 'row' ? device.damage.nth : null;
    device.damage = null;
    try {
      const { address } = device.cable;
      if (await client.ask<'open'>({ verb: 'open', folder, server: address, spoil, offsetMs }))
        this.book.took('a row did not open');
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
    if (isFull && device.client?.isAlive() === true) this.book.took('a terminal had no room');
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
      this.book.took('a terminal was killed');
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
    const [file, journal] = [join(folder, 'indexeddb'), join(folder, 'journal')];
    if (damage.kind === 'journal') {
      if (existsSync(journal)) this.book.took('a journal was gone');
      await rm(journal, { recursive: true, force: true });
    }
    if (!existsSync(file)) return;
    if (damage.kind === 'store') {
      this.book.took('a store was cleared');
      await rm(file);
    }
    if (damage.kind === 'tail' || damage.kind === 'collections') {
      const frames = framesIn(await readFile(file));
      const left =
        damage.kind === 'tail'
          ? frames.slice(0, -damage.count)
          : frames.filter((frame) => !/--(cases|residents)$/.test(frameOf(frame).database));
      if (left.length < frames.length)
        this.book.took(damage.kind === 'tail' ? 'the last writes of a store were gone' : 'collections were gone');
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
        const found: Compared[] = [];
        for (const who of order(device).toReversed()) found.push(...(await this.compare(device, who)));
        return found;
      }),
    );
    return Promise.all(laid.flat().map((one) => this.shownLast(one)));
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

  private async shownLast(one: Compared): Promise<LaidBy> {
    const records = await this.centre.documentsOf(one.who, 'records');
    if (records === null) this.book.find('diverged', `${one.who} is not answered by the centre in the end`);
    return { ...one, shown: new Set(records?.map(({ _id }) => _id)) };
  }

  private async compare(device: Device, who: WorkerName): Promise<readonly Compared[]> {
    for (let tries = 1; ; tries += 1) {
      const laid = await this.comparedOnce(device, who);
      if (laid !== null) return laid;
      if (tries < SIGN_TRIES) continue;
      this.book.find('diverged', `${this.where(device, who)} is called for again and again`);
      return [];
    }
  }

  /** `null`: the person is called for first, as for his password; what the centre shows him may be something else then. */
  private async comparedOnce(device: Device, who: WorkerName): Promise<readonly Compared[] | null> {
    const trouble = await this.signedIn(device, who);
    if (trouble !== null) {
      this.book.find('diverged', `${this.where(device, who)} cannot sign in to be compared: ${trouble}`);
      return [];
    }
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
    return laid === 'nothing'
      ? []
      : [
          {
            device: this.devices.indexOf(device),
            who,
            laid,
            records,
            evidence: evidence as unknown as readonly Piece[],
          },
        ];
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
