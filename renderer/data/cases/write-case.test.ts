import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { aFinding } from '../../../shared/testing/builders.ts';
import { once } from '../live.ts';
import { DISK_RULE } from '../storage/disk-watch.ts';
import { aScene } from '../testing/a-scene.ts';
import { counted, photo, postOf } from '../testing/at-work.ts';
import { fullAfter } from '../testing/full-after.ts';

/** Whether there is room again is looked at at once. */
const usual = globalThis.setTimeout;
beforeEach(() => {
  const quick = (heard: () => void, ms?: number): unknown => usual(heard, ms === DISK_RULE.checkFullMs ? 30 : ms);
  globalThis.setTimeout = Object.assign(quick, usual) as typeof setTimeout;
});
afterEach(() => {
  globalThis.setTimeout = usual;
});

it('a report whose draft a full disk did not let go, handed in once more, is one case, and its photo arrives', async () => {
  const { network, work, closeAll } = await aScene();
  const workstation = await work();
  const { category, place, description } = aFinding();
  const draft = await workstation.drafts.create('patrol');
  await workstation.drafts.addPhoto(draft.id, photo('near'));
  await workstation.drafts.save({ ...draft, category, place, description });
  const handIn = () => workstation.cases.submitDraft(draft.id, postOf(workstation));

  const hasRoom = fullAfter(['-rooms', '--cases', '-rooms']);
  expect(await handIn()).toMatchObject({ ok: false, trouble: { code: expect.stringContaining('cut-off') as unknown } });
  hasRoom();
  // Once the workstation knows that there is room again.
  await vi.waitUntil(async () => (await handIn()).ok, { timeout: 15_000 });

  expect(await counted(workstation, ({ queued }) => queued === 0)).toMatchObject({ written: 2, delivered: 2 });
  expect([network.documents.size, network.evidence.size]).toEqual([1, 2]);
  expect(await once(workstation.drafts.all, () => true)).toEqual([]);
  await closeAll();
});
