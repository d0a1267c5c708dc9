import { foldLog, projectFold, type Fold } from '../../../../shared/cases/fold.ts';
import type { Rulebooks } from '../../../../shared/cases/rulebook.ts';
import { receiveCase } from '../../../../shared/cases/receive.ts';
import { caseNumber, shanghaiDay, shortCaseNumber } from '../../../../shared/domain/case-number.ts';
import type { CaseDocument, Channel, LogEntry } from '../../../../shared/domain/case.ts';
import { assert } from '../../../../shared/lib/assert.ts';
import { isoAt } from '../../../../shared/lib/clock.ts';
import { CURRENT_FORM } from '../../../../shared/migrations/forms.ts';
import type { Chance } from '../chance.ts';
import type { Step, TakenPhoto } from './journey.ts';
import type { Incident } from './incidents.ts';

/** A photo of a case that has to be drawn, developed and written. */
export interface CasePhotoOrder extends TakenPhoto {
  readonly id: string;
  readonly step: Step;
}

export interface ReplayedCase {
  readonly incident: Incident;
  readonly document: CaseDocument;
  readonly photos: readonly CasePhotoOrder[];
}

/** Where a case came from, in the words of the source. */
const SOURCE_WORDS: Readonly<Record<Channel, string>> = {
  patrol: '巡查',
  hotline: '12345',
  phone: '电话',
  visit: '来访',
  video: '视频',
  transfer: '部门转办',
  public: '随手拍',
};

/** A course that reached the server at all. */
export interface Course {
  readonly incident: Incident;
  readonly steps: readonly Step[];
}

/** Gives every case its number, day by day in order of arrival, as the server does. */
export function numberIncidents(
  arrivals: readonly { readonly incident: Incident; readonly arrivesMs: number }[],
): ReadonlyMap<Incident, string> {
  const days = new Map<string, number>();
  const numbers = new Map<Incident, string>();
  for (const { incident, arrivesMs } of [...arrivals].sort((a, b) => a.arrivesMs - b.arrivesMs)) {
    const day = shanghaiDay(arrivesMs);
    const sequence = (days.get(day) ?? 0) + 1;
    days.set(day, sequence);
    numbers.set(incident, caseNumber(incident.finding.place.gridCode, arrivesMs, sequence));
  }
  return numbers;
}

/** What a case is called before it is replayed, for those that name it. */
export interface Known {
  readonly numbers: ReadonlyMap<Incident, string>;
  readonly ids: ReadonlyMap<Incident, string>;
}

function entryOf(
  step: Step,
  orders: readonly CasePhotoOrder[],
  log: readonly LogEntry[],
  { numbers, ids }: Known,
  chance: Chance,
): LogEntry {
  const named = step.names === undefined ? undefined : numbers.get(step.names.incident);
  const namedId = step.names === undefined ? undefined : ids.get(step.names.incident);
  // Somebody who lost the race had seen the log as it was before the winner's entry.
  const seen = log.at(step.late === true ? -2 : -1);
  return {
    id: chance.id('entry', step.atMs).slice('entry:'.length),
    act: step.act,
    by: step.by.actor,
    device: step.by.device,
    at: isoAt(step.atMs),
    clock: step.clock,
    after: seen?.id ?? null,
    data: {
      ...step.data,
      ...(step.names === undefined || named === undefined || namedId === undefined
        ? {}
        : step.names.words(shortCaseNumber(named), namedId)),
      ...(orders.length === 0
        ? {}
        : { photos: orders.map(({ id, kind, takenAtMs }) => ({ id, kind, takenAt: isoAt(takenAtMs) })) }),
    },
  };
}

/** The document as the author's device would push it: what the server has, and one entry more. */
function pushed(stored: CaseDocument | null, entry: LogEntry, id: string): CaseDocument {
  if (stored !== null) return { ...stored, log: [...stored.log, entry] };
  const projection = projectFold(foldLog([entry]));
  assert(projection, 'a case begins with a report');
  return {
    _id: id,
    type: 'case',
    schema: CURRENT_FORM,
    provenance: {
      createdAt: entry.at,
      createdBy: entry.by.id,
      createdDevice: entry.device,
      source: SOURCE_WORDS[projection.finding.channel],
    },
    log: [entry],
    ...projection,
  };
}

/** Sends a course through the server's own judgement, entry by entry, at the times they arrive. An entry it does not take is a bug in the course. */
export function replay({ incident, steps }: Course, known: Known, chance: Chance, rulebooks: Rulebooks): ReplayedCase {
  const id = known.ids.get(incident);
  assert(id !== undefined, 'every incident has its id');
  const number = known.numbers.get(incident);
  const photos: CasePhotoOrder[] = [];
  let stored: CaseDocument | null = null as CaseDocument | null;
  let fold: Fold | undefined;
  for (const step of steps) {
    const orders = step.photos.map((photo): CasePhotoOrder => ({
      ...photo,
      id: chance.id('photo', photo.takenAtMs),
      step,
    }));
    photos.push(...orders);
    const log: readonly LogEntry[] = stored?.log ?? [];
    const entry = entryOf(step, orders, log, known, chance);
    const outcome = receiveCase(stored, pushed(stored, entry, id), step.by.user, step.arrivesMs, {
      rulebooks,
      ...(fold === undefined ? {} : { storedFold: fold }),
    });
    assert(
      outcome.ok,
      `the server takes ${step.act} after ${log.at(-1)?.act ?? 'nothing'}: ${outcome.ok ? '' : outcome.reason.why}`,
    );
    stored = outcome.value.document;
    fold = outcome.value.fold;
    if (stored.number === undefined && number !== undefined) stored = { ...stored, number };
  }
  assert(stored, 'a course has steps');
  return { incident, document: stored, photos };
}
