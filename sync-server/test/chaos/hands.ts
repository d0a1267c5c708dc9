import type { ActionContext, AnyRecord } from '../../../shared/actions/change-set.ts';
import { actsFor } from '../../../shared/cases/legal-acts.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { CollectionName } from '../../../shared/domain/document-types.ts';
import { DOCUMENT_TYPES } from '../../../shared/domain/document-types.ts';
import { hasHistory, type HistoryType } from '../../../shared/domain/change.ts';
import { isHandover } from '../../../shared/domain/handover.ts';
import { personKey, type Post } from '../../../shared/domain/staff.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import { aFinding } from '../../../shared/testing/builders.ts';
import { ACTS as LEDGER_ACTS } from '../../../shared/testing/drawn-acts.ts';
import { STEPS as ACT_DATA } from '../../../shared/testing/lifecycle.ts';
import type { NewPhoto, Outcome, Workstation } from '../../../renderer/data/api.ts';
import { recordOf, type LocalRecord } from '../../../renderer/data/collections/local-form.ts';
import type { LocalCollection } from '../../../renderer/data/collections/open-database.ts';
import { readWhere } from '../../../renderer/data/collections/store-access.ts';
import { once } from '../../../renderer/data/live.ts';
import { newUlid } from '../../../renderer/lib/random.ts';
import type { Deed, Worked } from './protocol.ts';
import type { Work } from './story.ts';
import { GRIDS } from './people.ts';

export type Collections = ReadonlyMap<CollectionName, LocalCollection>;

const NOTHING: Worked = { deeds: [], letGo: [], refused: null };
const done = (...deeds: readonly Deed[]): Worked => ({ ...NOTHING, deeds });
const refused = (outcome: { readonly trouble: { readonly code: string; readonly what: string } }): Worked => ({
  ...NOTHING,
  refused: `${outcome.trouble.code} ${outcome.trouble.what}`,
});
const byId = (a: { readonly _id: string }, b: { readonly _id: string }): number => (a._id < b._id ? -1 : 1);
const picked = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];

/** As heavy as a photo may be where it passes in pieces: a line that is cut then cuts it in the middle. */
const HEAVY = ' '.repeat(100_000);
const aPhotoNow = (text: string, kind: NewPhoto['kind'], nowMs: number): NewPhoto => ({
  blob: new Blob([text, kind === 'far' || kind === 'after' ? HEAVY : '']),
  kind,
  takenAt: isoAt(nowMs),
});

/** Somebody's own records of a kind, as they lie on this terminal now. */
async function recordsIn(collections: Collections, types: readonly HistoryType[]): Promise<readonly AnyRecord[]> {
  const names = [...new Set(types.map((type) => DOCUMENT_TYPES[type].collection))];
  const found: AnyRecord[] = [];
  for (const name of names) {
    const collection = collections.get(name);
    if (collection === undefined) continue;
    const all = await readWhere<LocalRecord>(collection, { where: {} });
    found.push(...all.filter(({ type }) => (types as readonly string[]).includes(type)).map(recordOf));
  }
  return found.sort(byId);
}
const EVERY_RECORD = (Object.keys(DOCUMENT_TYPES) as HistoryType[]).filter(
  (type) => hasHistory(type) && !isHandover(type),
);

function contextOf({ user, terminal, clock }: Workstation, post: Post): ActionContext {
  const nowIso = isoAt(clock.nowMs());
  return {
    today: nowIso.slice(0, 10),
    nowIso,
    newId: (type) => `${type}:${newUlid(clock.nowMs())}`,
    newKey: () => newUlid(clock.nowMs()),
    by: { id: user.id, name: user.displayName, key: personKey(user.id), device: terminal, post },
    source: '走访',
    sources: [],
  };
}

/** A grid under somebody's post: his own, or for a wider post one that the number picks. */
function gridOf({ scope }: Post, pick: number): string {
  const under = GRIDS.filter((grid) => grid.startsWith(scope));
  return picked(under, pick) ?? (scope.length === 15 ? scope : GRIDS[0]);
}

/** As little of a new record as its schema asks for. */
function fresh(
  type: HistoryType,
  words: string,
  context: ActionContext,
  scope: string,
  subject: AnyRecord | undefined,
): AnyRecord {
  const { newId, nowIso, by, today } = context;
  const head = {
    _id: newId(type),
    type,
    scope,
    schema: CURRENT_FORM,
    provenance: { createdAt: nowIso, createdBy: by.id, createdDevice: by.device, source: '走访' },
    state: 'effective',
  };
  const person = subject?._id ?? newId('person');
  const place = { point: [121.55, 31.25], crs: 'WGS84', source: 'map' };
  const category = { standard: 'GB/T 47678.5-2026', kind: 'component', code: '01001', name: '供水井盖' };
  const OF: Readonly<Partial<Record<HistoryType, object>>> = {
    person: { name: words, sex: '1', idKind: '居民身份证', class: 'resident', life: 'living' },
    room: { building: newId('building'), unit: '无', floor: 3, number: words, use: 'self' },
    household: { kind: 'family', note: words },
    occupancy: { person, personName: words, room: newId('room'), role: 'own', counted: true, since: today },
    enterprise: { name: words, trade: 'shop', address: '某路1号', operation: 'open' },
    component: {
      code: `310115${newId('component').replace(/\D/g, '').slice(-5).padStart(11, '0')}`,
      name: '井盖',
      note: words,
      category,
      authority: { name: '某所' },
      condition: 'intact',
      firstOn: today,
      place,
    },
    careFile: { kind: 'mental', person, personName: words, since: today, values: {}, audience: [by.key] },
    ledgerEntry: { ledger: 'heritage', title: words, values: {} },
  };
  return { ...head, ...OF[type] };
}

/** The field of a type that an edit writes its words into. */
const WRITTEN: Readonly<Partial<Record<HistoryType, string>>> = {
  person: 'workplace',
  room: 'note',
  household: 'note',
  occupancy: 'note',
  enterprise: 'note',
  component: 'note',
  careFile: 'personName',
  ledgerEntry: 'title',
};

async function commit(
  workstation: Workstation,
  changes: Parameters<Workstation['records']['commit']>[0],
  says: string | null,
): Promise<Worked> {
  const outcome = await workstation.records.commit(changes);
  if (!outcome.ok) return refused(outcome);
  const { batch } = outcome.value;
  return done(...changes.edits.map(({ after }): Deed => ({ kind: 'change', batch, subject: after._id, says })));
}

async function report(workstation: Workstation, work: Extract<Work, { kind: 'report' }>, post: Post): Promise<Worked> {
  const { words, photos, self } = work;
  const { category, place } = aFinding({ gridCode: gridOf(post, words.length + photos) });
  const draft = await workstation.drafts.create('patrol');
  const nowMs = workstation.clock.nowMs();
  const kinds = self ? (['before', 'after'] as const) : (['near', 'far'] as const).slice(0, photos);
  for (const kind of kinds) {
    const added = await workstation.drafts.addPhoto(draft.id, aPhotoNow(`${words} ${kind}`, kind, nowMs));
    if (!added.ok) return refused(added);
  }
  const filled = { ...draft, category, place, description: words };
  await workstation.drafts.save(self && post.role === 'gridWorker' ? { ...filled, outcome: 'selfHandle' } : filled);
  const outcome = await workstation.cases.submitDraft(draft.id, post);
  if (!outcome.ok) return refused(outcome);
  const { caseId } = outcome.value;
  const made = await once(workstation.cases.one(caseId), (one) => one !== null);
  const [first] = made?.log ?? [];
  return done(
    ...(first === undefined ? [] : [{ kind: 'entry', id: first.id, subject: caseId } as const]),
    ...(made?.photos ?? []).map(({ id }) => ({ kind: 'photo', id, subject: caseId }) as const),
  );
}

async function act(
  workstation: Workstation,
  collections: Collections,
  work: Extract<Work, { kind: 'act' }>,
): Promise<Worked> {
  const cases = collections.get('cases');
  const all = cases === undefined ? [] : [...(await readWhere<CaseDocument>(cases, { where: {} }))].sort(byId);
  const subject = picked(all, work.pick);
  if (subject === undefined) return NOTHING;
  const { offered } = actsFor(workstation.user, subject, isoAt(workstation.clock.nowMs()));
  // Notes are always possible; a case should go on.
  const others = offered.filter((one) => one.act !== 'note');
  const chosen = picked(work.act % 4 === 0 || others.length === 0 ? offered : others, work.act);
  if (chosen === undefined) return NOTHING;
  const { photos: asksPhoto, finding, reason, text, ...data } = ACT_DATA[chosen.act].data();
  const nowMs = workstation.clock.nowMs();
  // A correction may also move a case to another grid.
  const gridCode = work.act % 3 === 0 ? gridOf(chosen.post, work.pick) : subject.finding.place.gridCode;
  const outcome: Outcome<{ readonly entryId: string }> = await workstation.cases.act(
    subject._id,
    chosen.act,
    chosen.post,
    {
      ...data,
      ...(reason === undefined ? {} : { reason: work.words }),
      ...(text === undefined ? {} : { text: work.words }),
      ...(finding === undefined ? {} : { finding: aFinding({ gridCode, description: work.words }) }),
    },
    asksPhoto === undefined && !work.photo ? [] : [aPhotoNow(work.words, 'after', nowMs)],
  );
  if (!outcome.ok) return refused(outcome);
  const now = await once(workstation.cases.one(subject._id), () => true);
  const entry = now?.log.find(({ id }) => id === outcome.value.entryId);
  const photos = (entry?.data['photos'] ?? []) as readonly { readonly id: string }[];
  return done(
    { kind: 'entry', id: outcome.value.entryId, subject: subject._id },
    ...photos.map(({ id }): Deed => ({ kind: 'photo', id, subject: subject._id })),
  );
}

async function edit(
  workstation: Workstation,
  collections: Collections,
  work: Extract<Work, { kind: 'edit' }>,
): Promise<Worked> {
  const type = work.type as HistoryType;
  const before = picked(await recordsIn(collections, [type]), work.pick);
  const field = WRITTEN[type];
  if (before === undefined || field === undefined) return NOTHING;
  const after = { ...before, [field]: work.words };
  const changes = {
    act: 'edit',
    title: `编辑 ${before._id}`,
    source: '走访',
    consequences: [],
    edits: [{ before, after }],
  };
  return commit(workstation, changes, work.words);
}

async function make(
  workstation: Workstation,
  collections: Collections,
  work: Extract<Work, { kind: 'make' }>,
  post: Post,
): Promise<Worked> {
  const context = contextOf(workstation, post);
  const someone = picked(await recordsIn(collections, ['person']), work.words.length);
  const after = fresh(work.type as HistoryType, work.words, context, gridOf(post, work.words.length), someone);
  const changes = {
    act: 'add',
    title: `登记 ${work.words}`,
    source: '走访',
    consequences: [],
    edits: [{ before: null, after }],
  };
  return commit(workstation, changes, work.words);
}

async function ledger(
  workstation: Workstation,
  collections: Collections,
  work: Extract<Work, { kind: 'ledger' }>,
  post: Post,
): Promise<Worked> {
  const stock = new Map((await recordsIn(collections, EVERY_RECORD)).map((record) => [record._id, record]));
  const result = LEDGER_ACTS[work.act]?.(stock, work.draw, contextOf(workstation, post));
  // Most draws are not possible, as they should be.
  return result?.ok === true ? commit(workstation, result.value, null) : NOTHING;
}

async function decide(workstation: Workstation, { pick, adopt }: Extract<Work, { kind: 'decide' }>): Promise<Worked> {
  const open = (await once(workstation.handovers.incoming, () => true)).filter(({ state }) => state === 'open');
  const handover = picked(open, pick);
  if (handover === undefined) return NOTHING;
  const outcome = adopt
    ? await workstation.handovers.adopt(handover._id)
    : await workstation.handovers.decline(handover._id, '不采用');
  return outcome.ok ? NOTHING : refused(outcome);
}

async function tray(workstation: Workstation, { pick, resend }: Extract<Work, { kind: 'tray' }>): Promise<Worked> {
  const item = picked(await once(workstation.sync.refused, () => true), pick);
  if (item === undefined) return NOTHING;
  const letGo = [item.id, ...(item.change === undefined ? [] : [`${item.change.batch}/${item.subject}`])];
  if (!resend) {
    await workstation.sync.discard(item.id);
    return { ...NOTHING, letGo };
  }
  const outcome = await workstation.sync.resend(item.id);
  return outcome.ok ? { ...NOTHING, letGo } : refused(outcome);
}

/** Does one thing as its page does it. `batches`: acts of this sitting, to be taken back. */
export async function work(
  workstation: Workstation,
  collections: Collections,
  asked: Work,
  batches: string[],
): Promise<Worked> {
  const [post] = workstation.user.posts;
  if (post === undefined) throw new Error('who is signed in has a post');
  switch (asked.kind) {
    case 'report':
      return report(workstation, asked, post);
    case 'act':
      return act(workstation, collections, asked);
    case 'edit':
    case 'make':
    case 'ledger': {
      const worked =
        asked.kind === 'edit'
          ? await edit(workstation, collections, asked)
          : asked.kind === 'make'
            ? await make(workstation, collections, asked, post)
            : await ledger(workstation, collections, asked, post);
      for (const deed of worked.deeds)
        if (deed.kind === 'change' && !batches.includes(deed.batch)) batches.push(deed.batch);
      return worked;
    }
    case 'undo': {
      const batch = picked(batches, asked.pick);
      const outcome = batch === undefined ? null : await workstation.records.undo(batch);
      return outcome === null || outcome.ok ? NOTHING : refused(outcome);
    }
    case 'draft': {
      const draft = await workstation.drafts.create('patrol');
      await workstation.drafts.save({ ...draft, description: asked.words });
      return done({ kind: 'draft', id: draft.id, says: asked.words });
    }
    case 'decide':
      return decide(workstation, asked);
    case 'tray':
      return tray(workstation, asked);
    case 'receipts': {
      const outcome = await workstation.sync.checkReceipts();
      return outcome.ok ? NOTHING : refused(outcome);
    }
    case 'look': {
      const photos = (await once(workstation.cases.open, () => true)).filter(({ photoCount }) => photoCount > 0);
      const row = picked(photos, asked.pick);
      const shown = row === undefined ? null : await once(workstation.cases.one(row.id), () => true);
      const photo = picked(shown?.photos ?? [], asked.pick);
      const outcome = photo === undefined ? null : await workstation.photos.original(photo.id);
      return outcome === null || outcome.ok ? NOTHING : refused(outcome);
    }
  }
}
