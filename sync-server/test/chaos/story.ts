import { NAMES as LEDGER_ACTS, type Draw } from '../../../shared/testing/drawn-acts.ts';
import { seededRandom, type Random } from '../../../shared/lib/random.ts';
import { ALL_POSTS, WORKERS, type WorkerName } from './people.ts';

/** What a person does at a workstation. Numbers pick from what lies there when it is done. */
export type Work =
  | { readonly kind: 'report'; readonly words: string; readonly photos: number; readonly self: boolean }
  | {
      readonly kind: 'act';
      readonly pick: number;
      readonly act: number;
      readonly words: string;
      readonly photo: boolean;
    }
  | { readonly kind: 'edit'; readonly type: string; readonly pick: number; readonly words: string }
  | { readonly kind: 'make'; readonly type: string; readonly words: string }
  | { readonly kind: 'ledger'; readonly act: string; readonly draw: Draw }
  | { readonly kind: 'undo'; readonly pick: number }
  | { readonly kind: 'draft'; readonly words: string }
  | { readonly kind: 'decide'; readonly pick: number; readonly adopt: boolean }
  | { readonly kind: 'tray'; readonly pick: number; readonly resend: boolean }
  | { readonly kind: 'receipts' }
  | { readonly kind: 'look'; readonly pick: number };

/** What happens to a local store while nobody has it open. */
export type Damage =
  /** The site's data is cleared; the journal, outside of it, is not. */
  | { readonly kind: 'store' }
  /** Some collections are gone. */
  | { readonly kind: 'collections' }
  /** The last transactions never reached the disk, as after a power cut; the journal is flushed. */
  | { readonly kind: 'tail'; readonly count: number }
  /** A sealed row does not open any more. */
  | { readonly kind: 'row'; readonly nth: number }
  | { readonly kind: 'journal' };

/** What a line does to an exchange. `at`: where it is cut, as a share of the bytes. */
export type Fault =
  | { readonly kind: 'loseRequest' | 'loseAnswer' | 'double' }
  | { readonly kind: 'delay' | 'delayAnswer'; readonly ms: number }
  | { readonly kind: 'cutRequest' | 'cutAnswer'; readonly at: number };
export type Target = 'any' | 'push' | 'records' | 'evidence' | 'audit' | 'session';

/** What an administrator or a colleague does at the centre itself. */
export type CentreWork =
  | { readonly kind: 'posts'; readonly who: WorkerName; readonly posts: number }
  | { readonly kind: 'lock'; readonly who: WorkerName; readonly undo: boolean }
  | { readonly kind: 'move'; readonly pick: number; readonly to: number }
  | {
      readonly kind: 'table';
      readonly type: 'area' | 'catalog' | 'building';
      readonly how: 'make' | 'change' | 'delete';
      readonly pick: number;
      readonly words: string;
    }
  | { readonly kind: 'patrol'; readonly who: WorkerName };

/** One line of a story. Any of them may be left out and the rest can still be played. */
export type Step =
  | { readonly do: 'sign'; readonly device: number; readonly who: WorkerName }
  | { readonly do: 'leave' | 'again'; readonly device: number }
  | { readonly do: 'work'; readonly device: number; readonly work: Work }
  | { readonly do: 'cable'; readonly device: number; readonly out: boolean }
  | { readonly do: 'line'; readonly device: number; readonly fault: Fault; readonly on: Target; readonly times: number }
  | { readonly do: 'clock'; readonly device: number; readonly offsetMs: number }
  | { readonly do: 'clientDisk'; readonly device: number; readonly full: boolean }
  | { readonly do: 'killClient'; readonly device: number; readonly damage: Damage | null }
  | { readonly do: 'killServer'; readonly server: number; readonly downMs: number }
  | { readonly do: 'stopServer'; readonly server: number; readonly downMs: number }
  | { readonly do: 'serverDisk'; readonly server: number; readonly full: boolean }
  | { readonly do: 'centre'; readonly work: CentreWork }
  | { readonly do: 'wait'; readonly ms: number };

export interface Story {
  readonly seed: number;
  readonly steps: readonly Step[];
}

export const DEVICES = 3;
const STEPS = 200;
const YEAR_MS = 365 * 86_400_000;
/** Types that somebody edits or makes at a workstation. */
const EDITED = [
  'person',
  'room',
  'household',
  'occupancy',
  'enterprise',
  'component',
  'careFile',
  'ledgerEntry',
] as const;
const DAYS = ['2021-02-03', '2024-07-08', '2026-11-19', '2026-11-20'] as const;

interface Chance {
  readonly random: Random;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly upTo: (most: number) => number;
  readonly is: (share: number) => boolean;
}
/** One of several, by weight. */
function drawn<T>({ random }: Chance, table: readonly (readonly [weight: number, make: () => T])[]): T {
  let at = random() * table.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, make] of table) {
    at -= weight;
    if (at < 0) return make();
  }
  throw new Error('the table has a row');
}

const workOf = (chance: Chance, words: string): Work =>
  drawn<Work>(chance, [
    [14, () => ({ kind: 'report', words, photos: chance.upTo(3), self: chance.is(0.1) })],
    [30, () => ({ kind: 'act', pick: chance.upTo(40), act: chance.upTo(40), words, photo: chance.is(0.2) })],
    [24, () => ({ kind: 'edit', type: chance.pick(EDITED), pick: chance.upTo(40), words })],
    [8, () => ({ kind: 'make', type: chance.pick(EDITED), words })],
    [
      14,
      () => ({
        kind: 'ledger',
        act: chance.pick(LEDGER_ACTS),
        draw: {
          act: 0,
          a: chance.upTo(40),
          b: chance.upTo(40),
          c: chance.upTo(40),
          day: chance.pick(DAYS),
          isOther: chance.is(0.5),
        },
      }),
    ],
    [4, () => ({ kind: 'undo', pick: chance.upTo(40) })],
    [3, () => ({ kind: 'draft', words })],
    [6, () => ({ kind: 'decide', pick: chance.upTo(40), adopt: chance.is(0.6) })],
    [4, () => ({ kind: 'tray', pick: chance.upTo(40), resend: chance.is(0.5) })],
    [1, () => ({ kind: 'receipts' })],
    [3, () => ({ kind: 'look', pick: chance.upTo(40) })],
  ]);

const damageOf = (chance: Chance): Damage | null =>
  drawn<Damage | null>(chance, [
    [10, () => null],
    [2, () => ({ kind: 'store' })],
    [2, () => ({ kind: 'collections' })],
    [4, () => ({ kind: 'tail', count: 1 + chance.upTo(40) })],
    [3, () => ({ kind: 'row', nth: chance.upTo(400) })],
    [2, () => ({ kind: 'journal' })],
  ]);

const faultOf = (chance: Chance): Fault =>
  drawn<Fault>(chance, [
    [3, () => ({ kind: 'loseRequest' })],
    [5, () => ({ kind: 'loseAnswer' })],
    [5, () => ({ kind: 'double' })],
    [3, () => ({ kind: 'delay', ms: 20 + chance.upTo(300) })],
    [2, () => ({ kind: 'delayAnswer', ms: 20 + chance.upTo(300) })],
    [4, () => ({ kind: 'cutRequest', at: chance.random() })],
    [4, () => ({ kind: 'cutAnswer', at: chance.random() })],
  ]);

const centreWorkOf = (chance: Chance, words: string): CentreWork =>
  drawn<CentreWork>(chance, [
    [5, () => ({ kind: 'posts', who: chance.pick(WORKERS), posts: chance.upTo(ALL_POSTS.length) })],
    [1, () => ({ kind: 'lock', who: chance.pick(WORKERS), undo: chance.is(0.5) })],
    [5, () => ({ kind: 'move', pick: chance.upTo(60), to: chance.upTo(3) })],
    [
      3,
      () => ({
        kind: 'table',
        type: chance.pick(['area', 'catalog', 'building'] as const),
        how: chance.pick(['make', 'change', 'change', 'delete'] as const),
        pick: chance.upTo(20),
        words,
      }),
    ],
    [1, () => ({ kind: 'patrol', who: chance.pick(WORKERS) })],
  ]);

/** A seed's story: always the same list. Who works where, then hundreds of small things, faults among them. */
export function storyOf(seed: number, length = STEPS): Story {
  const random = seededRandom(seed);
  const upTo = (most: number): number => Math.floor(random() * most);
  const pick = <T>(list: readonly T[]): T => list[upTo(list.length)] as T;
  const chance: Chance = { random, pick, upTo, is: (share) => random() < share };
  // One or two people have each device; some of them have more than one.
  const regulars = Array.from({ length: DEVICES }, () =>
    chance.is(0.3) ? [pick(WORKERS), pick(WORKERS)] : [pick(WORKERS)],
  );
  const someone = (device: number): WorkerName => pick(regulars[device] ?? WORKERS);
  const steps: Step[] = regulars.map((_, device) => ({ do: 'sign', device, who: someone(device) }));
  while (steps.length < length) {
    const device = upTo(DEVICES);
    const words = `字${String(seed)}-${String(steps.length)}`;
    steps.push(
      ...drawn<readonly Step[]>(chance, [
        [100, () => [{ do: 'work', device, work: workOf(chance, words) }]],
        [5, () => [{ do: 'cable', device, out: true }]],
        [9, () => [{ do: 'cable', device, out: false }]],
        [
          16,
          () => [
            {
              do: 'line',
              device,
              fault: faultOf(chance),
              on: pick(['any', 'push', 'push', 'records', 'evidence', 'audit', 'session'] as const),
              times: 1 + upTo(3),
            },
          ],
        ],
        [
          3,
          () => [
            { do: 'clock', device, offsetMs: pick([0, 0, -1, 1, 3, -3]) * YEAR_MS + (random() - 0.5) * 86_400_000 },
          ],
        ],
        [2, () => [{ do: 'clientDisk', device, full: true }]],
        [4, () => [{ do: 'clientDisk', device, full: false }]],
        [
          4,
          () => [
            { do: 'killClient', device, damage: damageOf(chance) },
            { do: 'sign', device, who: someone(device) },
          ],
        ],
        [
          2,
          () => [
            { do: 'leave', device },
            { do: 'sign', device, who: someone(device) },
          ],
        ],
        [3, () => [{ do: 'again', device }]],
        [3, () => [{ do: 'killServer', server: upTo(2), downMs: upTo(300) }]],
        [1, () => [{ do: 'stopServer', server: upTo(2), downMs: upTo(100) }]],
        [1, () => [{ do: 'serverDisk', server: upTo(2), full: true }]],
        [3, () => [{ do: 'serverDisk', server: upTo(2), full: false }]],
        [12, () => [{ do: 'centre', work: centreWorkOf(chance, words) }]],
        [12, () => [{ do: 'wait', ms: upTo(60) }]],
      ]),
    );
  }
  return { seed, steps };
}

/** A story for people to read, and for `--story`: its steps as JSON, one a line. */
export const told = ({ seed, steps }: Story): string =>
  `seed ${String(seed)}, ${String(steps.length)} steps:\n[\n${steps.map((step) => `  ${JSON.stringify(step)}`).join(',\n')}\n]`;
