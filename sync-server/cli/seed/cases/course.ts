import type { PhotoKind } from '../../../../shared/domain/evidence.ts';
import type { Chance } from '../chance.ts';
import type { MotifName, View } from '../photos/scenes.ts';
import { personKey } from '../../../../shared/domain/staff.ts';
import { shanghaiDayOf } from '../../../../shared/lib/calendar-day.ts';
import { isoAt } from '../../../../shared/lib/clock.ts';
import { DAY_MS, MINUTE_MS } from '../profile.ts';
import { mustFind } from '../staff/staff.ts';
import type { Incident } from './incidents.ts';
import {
  because,
  comesDue,
  crew,
  dispatcher,
  doAct,
  queued,
  saying,
  streetClerk,
  supervisor,
  type Journey,
  type Step,
  type World,
} from './journey.ts';
import { motifOf } from './motif-of.ts';
import { ALWAYS, CENTRE, CREWS, OFFICE, PATROL } from './work-hours.ts';
import {
  ACCEPTED,
  CAUTION,
  CHECKED,
  CLOSED,
  CORRECTED,
  DISPATCHED,
  DONE,
  MORE_TIME,
  REST,
  SELF_HANDLED,
  SIGNED,
  TO_VERIFY,
} from './words.ts';

type Stage =
  | 'intake'
  | 'verifying'
  | 'opening'
  | 'dispatching'
  | 'signing'
  | 'handling'
  | 'resting'
  | 'checking'
  | 'reworking'
  | 'closing'
  | 'visiting'
  | 'over';

const RECENT_MS = 4 * DAY_MS;
/** Work that a grid worker does himself rather than call for somebody. */
const SELF_HANDLEABLE: ReadonlySet<MotifName> = new Set(['rubbish', 'bikes', 'stickers', 'lawnLitter', 'hall', 'shop']);

function report(journey: Journey): Stage {
  const { incident, chance, worker, motif } = journey;
  const { finding } = incident;
  const selfHandles =
    finding.channel === 'patrol' && motif !== null && SELF_HANDLEABLE.has(motif) && chance.happens(0.2);
  if (selfHandles) {
    const photos = [
      ['before', 'near'],
      ['after', 'after'],
    ] as const;
    doAct(journey, 'selfHandle', worker, 0, ALWAYS, { data: { finding, text: chance.pick(SELF_HANDLED) }, photos });
    return spotCheck(journey);
  }
  const near: readonly (readonly [PhotoKind, View])[] = [
    ['near', 'near'],
    ...(chance.happens(0.45) ? ([['far', 'far']] as const) : []),
  ];
  const showsIt = finding.channel === 'patrol' && motif !== null && journey.recent;
  const by = finding.channel === 'patrol' ? worker : finding.channel === 'visit' ? journey.clerk : streetClerk(journey);
  doAct(journey, 'report', by, 0, ALWAYS, { data: { finding }, photos: showsIt ? near : [] });
  if (chance.happens(finding.urgent === true ? 0.4 : 0.07)) {
    doAct(journey, 'note', by, chance.tailed(4, 0.6), ALWAYS, { data: { text: chance.pick(CAUTION) } });
  }
  if (chance.happens(0.03)) {
    const corrected = { ...finding, description: finding.description + chance.pick(CORRECTED) };
    doAct(journey, 'correct', by, chance.tailed(6, 0.5), ALWAYS, {
      data: { finding: corrected, reason: '现场再看后补充' },
    });
  }
  return 'intake';
}

function spotCheck(journey: Journey): Stage {
  const { chance } = journey;
  const by = chance.happens(0.25) ? supervisor(journey) : journey.clerk;
  const minutes = queued(chance, 200, 1400, 0.3);
  if (chance.happens(0.07)) {
    doAct(journey, 'refuseSelfHandled', by, minutes, OFFICE, { data: because(journey, 'refuseSelfHandled') });
    return 'intake';
  }
  doAct(journey, 'confirmSelfHandled', by, minutes, OFFICE, { data: saying(journey, CHECKED, 0.5) });
  return 'over';
}

function intake(journey: Journey): Stage {
  const { incident, chance, steps } = journey;
  const fromStreet = steps[0]?.by.actor.post.role === 'streetClerk';
  const by = fromStreet && chance.happens(0.8) ? streetClerk(journey) : journey.clerk;
  const hours = by === journey.clerk ? OFFICE : CENTRE;
  const minutes = queued(chance, by === journey.clerk ? 24 : 9, 300, 0.22);
  if (incident.repeats !== null && chance.happens(0.3)) {
    if (chance.happens(0.3)) {
      const names = { incident: incident.repeats, words: (intoNumber: string, into: string) => ({ into, intoNumber }) };
      doAct(journey, 'merge', by, minutes, hours, { names });
      return 'over';
    }
    const names = { incident: incident.repeats, words: (number: string) => ({ reason: `与已有事件重复：${number}` }) };
    doAct(journey, 'void', by, minutes, hours, { data: because(journey, 'void', 0), names });
    return 'over';
  }
  if (chance.happens(0.006)) {
    doAct(journey, 'void', by, minutes, hours, { data: because(journey, 'void', 1) });
    return 'over';
  }
  if (chance.happens(incident.finding.channel === 'patrol' ? 0.01 : 0.06)) {
    doAct(journey, 'reject', by, minutes, hours, { data: because(journey, 'reject') });
    return maybeReopened(journey);
  }
  // What others than the grid workers say is looked at first.
  if (incident.finding.channel !== 'patrol' && !journey.verified && chance.happens(0.3)) {
    doAct(journey, 'sendToVerify', by, minutes, hours, { data: saying(journey, TO_VERIFY, 0.5) });
    return 'verifying';
  }
  const compared = incident.repeats === null ? {} : { names: { incident: incident.repeats, words: notTheSame } };
  doAct(journey, 'accept', by, minutes, hours, { data: saying(journey, ACCEPTED, 0.3), ...compared });
  if (chance.happens(0.003)) doAct(journey, 'accept', streetClerk(journey), 0.4, hours, { late: true });
  return 'opening';
}

function verifying(journey: Journey): Stage {
  const { chance, worker } = journey;
  const result = chance.weighted([
    ['exists', 90],
    ['absent', 7],
    ['unable', 3],
  ]);
  const text = result === 'exists' ? '现场属实' : result === 'absent' ? '现场没有发现问题' : '大门锁闭，进不去';
  doAct(journey, 'verify', worker, queued(chance, 40, 400, 0.25), PATROL, { data: { result, text } });
  journey.verified = true;
  if (result !== 'absent') return 'opening';
  doAct(journey, 'reject', streetClerk(journey), queued(chance, 16, 200, 0.2), CENTRE, {
    data: because(journey, 'reject', 2),
  });
  return 'over';
}

/** The reason that needs no photo to be given. */
const UNCLEAR_PLACE = 0;

const notTheSame = (number: string) => ({ text: `与 ${number} 比对，不是重复` });

function maybeReopened(journey: Journey): Stage {
  if (journey.reopened || !journey.chance.happens(0.1)) return 'over';
  doAct(journey, 'reopen', supervisor(journey), journey.chance.tailed(400, 0.5), OFFICE, {
    data: because(journey, 'reopen'),
  });
  journey.reopened = true;
  return 'opening';
}

function opening(journey: Journey): Stage {
  const { incident, chance } = journey;
  const minutes = queued(chance, 16, 340, 0.2);
  if (chance.happens(0.025)) {
    const hasPhotos = journey.steps.some((step) => step.photos.length > 0);
    doAct(journey, 'returnToIntake', streetClerk(journey), minutes, CENTRE, {
      data: because(journey, 'returnToIntake', hasPhotos ? undefined : UNCLEAR_PLACE),
    });
    return 'intake';
  }
  if (chance.happens(0.008)) {
    doAct(journey, 'reject', streetClerk(journey), minutes, CENTRE, { data: because(journey, 'reject', 0) });
    return maybeReopened(journey);
  }
  const data = { standard: incident.standard, ...saying(journey, ACCEPTED, 0.1) };
  doAct(journey, 'open', streetClerk(journey), minutes, CENTRE, { data });
  return 'dispatching';
}

function dispatching(journey: Journey): Stage {
  const { incident, chance, world } = journey;
  const minutes = queued(chance, 26, 560, 0.3);
  if (chance.happens(0.018)) {
    doAct(journey, 'returnToAcceptor', dispatcher(journey), minutes, CENTRE, {
      data: because(journey, 'returnToAcceptor'),
    });
    return 'opening';
  }
  if (chance.happens(0.02)) return jointly(journey, minutes);
  const wrongly = journey.steps.filter((step) => step.act === 'dispatch').length === 0 && chance.happens(0.07);
  const others = world.departments.filter((each) => each.key !== incident.department);
  journey.department = wrongly ? chance.pick(others).key : incident.department;
  const sendTo = (key: string) => ({
    department: key,
    departmentName: world.departments.find((each) => each.key === key)?.name ?? key,
    ...saying(journey, DISPATCHED, 0.4),
  });
  const by = dispatcher(journey);
  doAct(journey, 'dispatch', by, minutes, CENTRE, { data: sendTo(journey.department) });
  journey.dispatchedMs = journey.clockMs;
  journey.handler = null;
  if (chance.happens(0.004)) {
    const colleague = world.staff.dispatchers.find((other) => other !== by) ?? by;
    doAct(journey, 'dispatch', colleague, 0.5, CENTRE, { data: sendTo(chance.pick(others).key), late: true });
  }
  if (wrongly) {
    const withdrawn = chance.happens(0.3);
    if (withdrawn)
      doAct(journey, 'withdraw', dispatcher(journey), chance.tailed(20, 0.5), CENTRE, {
        data: because(journey, 'withdraw'),
      });
    else
      doAct(journey, 'returnToDispatch', crew(journey), queued(chance, 60, 400, 0.2), CREWS, {
        data: because(journey, 'returnToDispatch'),
      });
    return 'dispatching';
  }
  return 'signing';
}

/** Two departments at one thing: the case goes to the check when both have reported. */
function jointly(journey: Journey, minutes: number): Stage {
  const { incident, chance, world } = journey;
  const other = chance.pick(world.departments.filter(({ key }) => key !== incident.department)).key;
  const nameOf = (key: string): string => world.departments.find((each) => each.key === key)?.name ?? key;
  const keys = [incident.department, other];
  const parts = keys.map((key, place) => ({ key, name: nameOf(key), isLead: place === 0, isRequired: true }));
  doAct(journey, 'dispatchJointly', dispatcher(journey), minutes, CENTRE, { data: { parts } });
  for (const key of keys) {
    const one = chance.pick(mustFind(world.staff.departments, key));
    doAct(journey, 'sign', one, queued(chance, 60, 520, 0.24), CREWS);
    const photos = [['after', 'after']] as const;
    doAct(journey, 'finish', one, handlingMinutes(journey) / 2, CREWS, {
      data: { text: chance.pick(DONE.other) },
      photos,
    });
  }
  journey.department = incident.department;
  journey.isJoint = true;
  return 'checking';
}

function signing(journey: Journey): Stage {
  const { chance } = journey;
  doAct(journey, 'sign', crew(journey), queued(chance, 45, 520, 0.24), CREWS, { data: saying(journey, SIGNED, 0.4) });
  return 'handling';
}

/** Minutes of crews' hours that a limit leaves; most use some of it, some overrun it. */
function handlingMinutes({ incident, chance }: Journey): number {
  const { amount, unit } = incident.standard.limit;
  const limit = amount * (unit === 'workHour' || unit === 'urgentHour' ? 60 : 8 * 60);
  // Now and then something has to be ordered, agreed or dug for.
  const waitsMinutes = chance.happens(0.1) ? chance.tailed(2400, 0.6) : 0;
  return Math.max(12, limit * chance.tailed(0.6, 0.7)) + waitsMinutes;
}

function handling(journey: Journey): Stage {
  const { chance, motif } = journey;
  if (journey.round === 0 && chance.happens(0.012)) {
    doAct(journey, 'returnToDispatch', crew(journey), chance.tailed(120, 0.5), CREWS, {
      data: because(journey, 'returnToDispatch', 3),
    });
    return 'dispatching';
  }
  if (chance.happens(0.006)) {
    const data = { reason: '历史遗留问题，街道权限内办不了，已告知诉求人', informed: true };
    doAct(journey, 'forceClose', supervisor(journey), chance.tailed(2000, 0.5), OFFICE, { data });
    return 'visiting';
  }
  const asked = askForTimeOrRest(journey);
  if (asked !== null) return asked;
  const minutes = handlingMinutes(journey);
  if (journey.handler === null && chance.happens(0.25)) {
    const [giver, handler] = chance.shuffled(mustFind(journey.world.staff.departments, journey.department));
    if (giver !== undefined && handler !== undefined) {
      const data = { handler: personKey(handler.user.id), handlerName: handler.user.displayName };
      doAct(journey, 'assign', giver, chance.tailed(15, 0.5), CREWS, { data });
      journey.handler = handler;
    }
  }
  if (minutes > 500 && chance.happens(0.25)) {
    doAct(journey, 'note', crew(journey), minutes * 0.5, CREWS, { data: { text: '材料已下单，到货后处置' } });
  }
  const text = chance.pick(DONE[motif ?? 'other']);
  const { handler } = journey;
  doAct(journey, 'finish', handler ?? crew(journey), minutes, CREWS, { data: { text }, photos: [['after', 'after']] });
  if (handler !== null) {
    const others = mustFind(journey.world.staff.departments, journey.department).filter((one) => one !== handler);
    doAct(journey, 'confirmHandled', chance.pick(others), queued(chance, 60, 500, 0.3), CREWS);
  }
  return 'checking';
}

/** Now and then a department asks for more time while it has some, or for rest until the season or the papers allow. */
function askForTimeOrRest(journey: Journey): Stage | null {
  const { chance, incident } = journey;
  if (journey.handler !== null || journey.round > 0) return null;
  const { amount, unit } = incident.standard.limit;
  // Less wall clock than working hours in the limit: surely in time.
  const isInTime = unit === 'workDay' && journey.clockMs - journey.dispatchedMs < (amount * 8 - 2) * 60 * MINUTE_MS;
  if (isInTime && chance.happens(0.06)) {
    doAct(journey, 'requestExtension', crew(journey), 1, ALWAYS, { data: { reason: chance.pick(MORE_TIME) } });
    const isGiven = chance.happens(0.8);
    doAct(journey, isGiven ? 'approve' : 'decline', dispatcher(journey), queued(chance, 30, 200, 0.2), CENTRE, {
      data: isGiven ? {} : { reason: '理由不足，抓紧处置' },
    });
  }
  if (journey.rested || !chance.happens(0.025)) return null;
  journey.rested = true;
  const restMs = journey.clockMs + chance.whole(6, 90) * DAY_MS;
  const until = shanghaiDayOf(isoAt(restMs));
  const data = { reason: chance.pick(REST), until };
  doAct(journey, 'requestSuspension', crew(journey), chance.tailed(60, 0.5), CREWS, { data });
  doAct(journey, 'approve', dispatcher(journey), queued(chance, 60, 400, 0.2), CENTRE);
  journey.restsUntilMs = Date.parse(`${until}T00:00:00+08:00`) + DAY_MS;
  return 'resting';
}

function resting(journey: Journey): Stage {
  comesDue(journey, 'resume', journey.restsUntilMs);
  return 'handling';
}

function checking(journey: Journey): Stage {
  const { chance } = journey;
  const by = chance.weighted([
    [journey.worker, 82],
    [journey.clerk, 10],
    [supervisor(journey), 8],
  ]);
  if (chance.happens(0.6)) doAct(journey, 'startCheck', by, queued(chance, 80, 460, 0.32), PATROL);
  const minutes = queued(chance, 30, 300, 0.22);
  const failed = chance.happens(journey.round === 0 ? 0.075 : 0.2);
  if (!failed || journey.isJoint) {
    const photos =
      journey.recent && journey.motif !== null && chance.happens(0.25) ? ([['after', 'after']] as const) : [];
    doAct(journey, 'passCheck', by, minutes, PATROL, { data: saying(journey, CHECKED, 0.5), photos });
    return 'closing';
  }
  const photos = journey.motif !== null && journey.recent ? ([['near', 'near']] as const) : [];
  doAct(journey, 'failCheck', by, minutes, PATROL, { data: because(journey, 'failCheck'), photos });
  journey.round += 1;
  return 'reworking';
}

function reworking(journey: Journey): Stage {
  doAct(journey, 'startRework', crew(journey), queued(journey.chance, 120, 700, 0.4), CREWS);
  return 'handling';
}

function closing(journey: Journey): Stage {
  const { chance, incident } = journey;
  const by = chance.happens(0.15) ? supervisor(journey) : streetClerk(journey);
  const minutes = queued(chance, 40, 420, 0.16);
  if (chance.happens(0.014)) {
    doAct(journey, 'recheck', by, minutes, OFFICE, { data: because(journey, 'recheck') });
    return 'checking';
  }
  doAct(journey, 'close', by, minutes, OFFICE, {
    data: { closeCondition: incident.standard.closeCondition, ...saying(journey, CLOSED, 0.3) },
  });
  return 'visiting';
}

/** Whoever called is asked what became of it. */
function visiting(journey: Journey): Stage {
  const { chance, incident, clerk } = journey;
  if (incident.finding.channel === 'patrol' || !chance.happens(0.6)) return 'over';
  const reached = chance.happens(0.9);
  const isUnhappy = reached && chance.happens(0.06);
  const data = reached
    ? isUnhappy
      ? { reached, solved: 'no', satisfied: 'no', text: '说还没有解决' }
      : { reached, solved: 'yes', satisfied: chance.happens(0.8) ? 'yes' : 'fair' }
    : { reached, solved: 'unknown', satisfied: 'unknown' };
  doAct(journey, 'visit', clerk, queued(chance, 600, 2800, 0.4), OFFICE, { data });
  if (!isUnhappy || !chance.happens(0.7)) return 'over';
  doAct(journey, 'handleAgain', streetClerk(journey), chance.tailed(60, 0.5), OFFICE, {
    data: { reason: '回访说没有解决，再办一次' },
  });
  journey.handler = null;
  journey.round += 1;
  return 'dispatching';
}

const STAGES: Readonly<Record<Exclude<Stage, 'over'>, (journey: Journey) => Stage>> = {
  intake,
  verifying,
  opening,
  dispatching,
  signing,
  handling,
  resting,
  checking,
  reworking,
  closing,
  visiting,
};

/** What happens to an incident, from its report to the last act that has reached the server by now. */
export function courseOf(incident: Incident, world: World, chance: Chance): readonly Step[] {
  const { gridCode } = incident.finding.place;
  const journey: Journey = {
    incident,
    world,
    chance,
    motif: motifOf(incident.finding.category.code),
    worker: mustFind(world.staff.workers, gridCode),
    clerk: mustFind(world.staff.clerks, gridCode.slice(0, 12)),
    recent: world.nowMs - incident.atMs < RECENT_MS,
    steps: [],
    department: incident.department,
    handler: null,
    isJoint: false,
    dispatchedMs: 0,
    rested: false,
    restsUntilMs: 0,
    verified: false,
    round: 0,
    reopened: false,
    clockMs: incident.atMs,
  };
  let stage = report(journey);
  while (stage !== 'over' && journey.clockMs <= world.nowMs) stage = STAGES[stage](journey);
  return journey.steps.filter((step) => step.arrivesMs <= world.nowMs);
}
