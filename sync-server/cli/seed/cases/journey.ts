import type { Act } from '../../../../shared/cases/acts.ts';
import { TIMER_DEVICE, timerActor } from '../../../../shared/cases/timer-actor.ts';
import type { PhotoKind } from '../../../../shared/domain/evidence.ts';
import type { DepartmentResource } from '../../../../shared/geo/resources.ts';
import type { Chance } from '../chance.ts';
import type { MotifName, View } from '../photos/scenes.ts';
import { MINUTE_MS } from '../profile.ts';
import { reasonsFor, type ReasonedAct } from '../reasons.ts';
import type { Person } from '../staff/people.ts';
import { mustFind, type Staff } from '../staff/staff.ts';
import type { Incident } from './incidents.ts';
import { NOTHING_LEFT } from './motif-of.ts';
import { afterWork, type Hours } from './work-hours.ts';

/** A photo that somebody took while acting. */
export interface TakenPhoto {
  readonly kind: PhotoKind;
  readonly motif: MotifName;
  readonly view: View;
  readonly takenAtMs: number;
}

/** Whoever writes an entry: somebody on the staff, or the centre's own clock. */
export type Author = Pick<Person, 'user' | 'actor' | 'device'>;

/** One act on its way: done at one time, at the server at another. */
export interface Step {
  readonly act: Act;
  readonly by: Author;
  readonly atMs: number;
  readonly arrivesMs: number;
  readonly clock: 'trusted' | 'unverified';
  readonly data: Readonly<Record<string, unknown>>;
  readonly photos: readonly TakenPhoto[];
  /** True where a colleague acted on the same state a moment earlier: legal when made, without effect at its place. */
  readonly late?: boolean;
  /** The incident this step names by its number, once it has one. */
  readonly names?: {
    readonly incident: Incident;
    readonly words: (number: string, id: string) => Readonly<Record<string, unknown>>;
  };
}

export interface World {
  readonly staff: Staff;
  readonly departments: readonly DepartmentResource[];
  readonly nowMs: number;
}

export interface Doing {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly photos?: readonly (readonly [PhotoKind, View])[];
  readonly names?: Step['names'];
  readonly late?: boolean;
}

/** A case on its way through the hands of the street. */
export interface Journey {
  readonly incident: Incident;
  readonly world: World;
  readonly chance: Chance;
  readonly motif: MotifName | null;
  readonly worker: Person;
  readonly clerk: Person;
  /** Recent cases carry photos of what was found; older ones only those that acts require. */
  readonly recent: boolean;
  readonly steps: Step[];
  department: string;
  /** Within the department, once it is assigned. */
  handler: Person | null;
  isJoint: boolean;
  dispatchedMs: number;
  rested: boolean;
  restsUntilMs: number;
  verified: boolean;
  round: number;
  reopened: boolean;
  /** When the last step reached the server: nobody answers before. */
  clockMs: number;
}

/** Waits so many minutes of these hours, then acts. What is done out of doors sometimes reaches the server much later. */
export function doAct(journey: Journey, act: Act, by: Person, minutes: number, hours: Hours, doing: Doing = {}): void {
  const { chance, incident } = journey;
  const atMs = Math.round(Math.max(afterWork(journey.clockMs, minutes, hours), incident.atMs));
  const outdoors = by.actor.post.role === 'gridWorker' || (by.actor.post.role === 'department' && act !== 'sign');
  const offlineMs = chance.tailed(26, 1) * MINUTE_MS;
  // A report that is still on its way is no case yet: those of the last hours came straight through.
  const mayBeLate = journey.steps.length > 0 || atMs + offlineMs <= journey.world.nowMs;
  const offline = outdoors && mayBeLate && chance.happens(0.14);
  const wayMs = offline ? offlineMs : chance.between(600, 5_000);
  journey.steps.push({
    act,
    by,
    atMs,
    arrivesMs: Math.round(atMs + wayMs),
    clock: offline && chance.happens(0.1) ? 'unverified' : 'trusted',
    data: doing.data ?? {},
    photos: (doing.photos ?? []).map(([kind, view], index, all) => ({
      kind,
      view,
      motif: journey.motif ?? NOTHING_LEFT,
      takenAtMs: atMs - (all.length - index) * chance.whole(20_000, 70_000),
    })),
    ...(doing.names === undefined ? {} : { names: doing.names }),
    ...(doing.late === true ? { late: true } : {}),
  });
  journey.clockMs = Math.round(atMs + wayMs);
}

/** What comes due by itself, to the moment. */
export function comesDue(journey: Journey, act: Act, atMs: number): void {
  const actor = timerActor(journey.incident.finding.place.gridCode);
  const user = { id: actor.id, account: 'timer', displayName: actor.name, posts: [actor.post] };
  const by = { user, actor, device: TIMER_DEVICE };
  journey.steps.push({ act, by, atMs, arrivesMs: atMs, clock: 'trusted', data: {}, photos: [] });
  journey.clockMs = atMs;
}

export function because(
  journey: Journey,
  act: ReasonedAct,
  pick?: number,
): { readonly reasonCode: string; readonly reason: string } {
  const entries = reasonsFor(act);
  const entry = pick === undefined ? journey.chance.pick(entries) : (entries[pick] ?? journey.chance.pick(entries));
  return { reasonCode: entry.code, reason: entry.label };
}

/** People write a few words now and then, not always. */
export const saying = (
  journey: Journey,
  words: readonly string[],
  likelihood: number,
): Readonly<Record<string, unknown>> =>
  journey.chance.happens(likelihood) ? { text: journey.chance.pick(words) } : {};

export const streetClerk = ({ world, chance }: Journey): Person => chance.pick(world.staff.streetClerks);
export const dispatcher = ({ world, chance }: Journey): Person => chance.pick(world.staff.dispatchers);
export const supervisor = ({ world, chance }: Journey): Person => chance.pick(world.staff.supervisors);
export const crew = ({ world, chance, department }: Journey): Person =>
  chance.pick(mustFind(world.staff.departments, department));

/** Mostly quick, sometimes left lying. */
export const queued = (chance: Chance, quick: number, slow: number, slowShare: number): number =>
  chance.happens(slowShare) ? chance.tailed(slow, 0.5) : chance.tailed(quick, 0.7);
