import { afterEach, beforeEach, expect, it } from 'vitest';
import { aFinding } from '../../../shared/testing/builders.ts';
import { once } from '../live.ts';
import { DISK_RULE } from '../storage/disk-watch.ts';
import { aScene, type Scene } from '../testing/a-scene.ts';
import { act, allDelivered, counted, here, photo, postOf, report } from '../testing/at-work.ts';
import { fullDisk } from '../testing/full-disk.ts';
import { NOT_TAKEN } from '../testing/network-double.ts';

let scene: Scene;
/** Whether there is room again is looked at soon. */
const usual = globalThis.setTimeout;
beforeEach(async () => {
  const quick = (heard: () => void, ms?: number): unknown => usual(heard, ms === DISK_RULE.checkFullMs ? 300 : ms);
  globalThis.setTimeout = Object.assign(quick, usual) as typeof setTimeout;
  scene = await aScene();
});
afterEach(async () => {
  await scene.closeAll();
  globalThis.setTimeout = usual;
});

/** The disk takes everything but the case. */
const caseNotTaken = () => fullDisk((database) => database.endsWith('--cases'));
/** The workstation writes nothing new on a disk that was full, until it has found room. */
const untilDone = (work: () => Promise<{ readonly ok: boolean }>) =>
  expect.poll(async () => (await work()).ok, { timeout: 15_000, interval: 500 }).toBe(true);

it('a report whose case is not taken is a draft as before, with its photos, and is delivered when it is handed in again', async () => {
  const { network, work } = scene;
  const workstation = await work();
  const { category, place, description } = aFinding();
  const draft = await workstation.drafts.create('patrol');
  await workstation.drafts.addPhoto(draft.id, photo('near'));
  await workstation.drafts.save({ ...draft, category, place, description });
  const handIn = () => workstation.cases.submitDraft(draft.id, postOf(workstation));

  const hasRoom = caseNotTaken();
  expect(await handIn()).toMatchObject({ ok: false, trouble: { code: 'disk-full' } });
  hasRoom();
  expect(await once(workstation.drafts.all, () => true)).toMatchObject([{ id: draft.id, photos: [{ kind: 'near' }] }]);
  expect(workstation.sync.status.get()?.counts).toMatchObject({ written: 0 });

  await untilDone(handIn);
  expect(await counted(workstation, allDelivered)).toMatchObject({ written: 2, delivered: 2 });
  expect([network.documents.size, network.evidence.size]).toEqual([1, 2]);
});

it('a draft that was handed in is not brought back by a form that saves late', async () => {
  const workstation = await scene.work();
  const { category, place, description } = aFinding();
  const draft = await workstation.drafts.create('patrol');
  const typed = { ...draft, category, place, description };
  await workstation.drafts.save(typed);
  expect(await workstation.cases.submitDraft(draft.id, postOf(workstation))).toMatchObject({ ok: true });
  await workstation.drafts.save({ ...typed, urgent: true });
  expect(await once(workstation.drafts.all, () => true)).toEqual([]);
});

it('a refused step that is sent anew lies in the 退回箱 as before when its case is not taken, and then arrives once', async () => {
  const { network, work, unplug } = scene;
  const workstation = await work();
  const id = await report(workstation);
  await counted(workstation, allDelivered);
  unplug();
  await act(workstation, id, 'note', { text: '第一条' });
  network.refuseAct.set('note', NOT_TAKEN);
  network.up = true;
  const [item] = await once(workstation.sync.refused, (items) => items.length === 1);
  network.refuseAct.clear();
  const resend = () => workstation.sync.resend(item?.id ?? '');

  const hasRoom = caseNotTaken();
  expect(await resend()).toMatchObject({ ok: false, trouble: { code: 'disk-full' } });
  hasRoom();
  expect(workstation.sync.refused.get()).toMatchObject([{ id: item?.id, act: 'note' }]);
  expect(workstation.sync.status.get()?.counts).toMatchObject({ written: 2, refused: 1 });

  await untilDone(resend);
  expect(workstation.sync.refused.get()).toEqual([]);
  expect(await counted(workstation, allDelivered)).toMatchObject({ written: 2, delivered: 2 });
  expect((await here(workstation, id)).log.map((entry) => entry.act)).toEqual(['report', 'note']);
});
