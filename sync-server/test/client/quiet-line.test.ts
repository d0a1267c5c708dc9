import { expect, it } from 'vitest';
import { aReportedCase, aUser } from '../../../shared/testing/builders.ts';
import { once } from '../../../renderer/data/live.ts';
import { startServer } from '../harness/start-server.ts';
import { anOffice } from './people-at-work.ts';

const NEWS = /_changes\?.*feed=longpoll/;

it('a terminal at rest holds one line open; back after a cut with nothing new it asks once, and never for its ids', async () => {
  const server = await startServer();
  const worker = await server.add(aUser('gridWorker'));
  const cases = Array.from({ length: 60 }, () => aReportedCase(worker));
  await server.as(worker)('POST', '/records/_bulk_docs', { docs: cases });
  const open = new Set<string>();
  let asked: { readonly path: string; readonly bytes: number; readonly ids: number }[] = [];
  const idsIn = (text: string): number => cases.filter(({ _id }) => text.includes(_id)).length;
  const office = await anOffice(server.url, (passed) => async (input, init) => {
    const path = decodeURIComponent(input.slice(server.url.length));
    open.add(path);
    try {
      const response = await passed(input, init);
      const said = typeof init.body === 'string' ? init.body : '';
      const answered = await response.clone().text();
      asked.push({ path, bytes: said.length + answered.length, ids: idsIn(said + path) + idsIn(answered) });
      return response;
    } finally {
      open.delete(path);
    }
  });
  const desk = await office.signIn(worker);
  await once(desk.sync.status, ({ firstPull }) => firstPull.done);
  await expect.poll(() => [...open].filter((path) => !NEWS.test(path))).toEqual([]);
  await expect.poll(() => open.size).toBe(1);

  office.cable.pull();
  await once(desk.sync.status, ({ online }) => !online);
  asked = [];
  office.cable.plugged = true;
  await once(desk.sync.status, ({ online }) => online);
  await expect.poll(() => [...open].some((path) => NEWS.test(path))).toBe(true);
  // Whatever else a return sets off has been asked by then.
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect([...open]).toHaveLength(1);
  expect(asked.length).toBeLessThanOrEqual(3);
  expect(asked.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(5_120);
  expect(asked.map(({ ids }) => ids).filter(Boolean)).toEqual([]);
  await office.closeAll();
  await server.stop();
});
