import { expect, it } from 'vitest';
import { aUser, OTHER_GRID } from '../../../shared/testing/builders.ts';
import { aScene, PASSWORD } from '../testing/a-scene.ts';
import { allDelivered, counted, report } from '../testing/at-work.ts';

it.each([
  ['goes on where it was under the same posts', false],
  ['begins anew under other posts, whose place says nothing of what is here', true],
])('the feed %s', async (_, isReposted) => {
  const { network, work, closeAll, worker } = await aScene();
  const first = await work();
  await report(first);
  await counted(first, allDelivered);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await closeAll();
  const { posts } = aUser('gridWorker', { scope: OTHER_GRID });
  if (isReposted) network.passwords.set(worker.account, { password: PASSWORD, user: { ...worker, posts } });
  network.askedSince.length = 0;
  await work();
  await expect.poll(() => network.askedSince.length).toBeGreaterThan(0);
  expect(network.askedSince[0] === '0').toBe(isReposted);
  await closeAll();
});
