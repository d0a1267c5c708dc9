import { afterEach, expect, it } from 'vitest';
import { aReportedCase, aUser } from '../../shared/testing/builders.ts';
import { startServer, type StartOptions, type TestServer } from './harness/start-server.ts';

const worker = aUser('gridWorker');
let server: TestServer;
afterEach(() => server.stop());

const TOKEN = 'a token for the metrics';
const withToken = { authorization: `Bearer ${TOKEN}` };

async function started(options: StartOptions = { surface: { metricsToken: TOKEN } }): Promise<TestServer> {
  server = await startServer(options);
  await server.add(worker);
  return server;
}

/** Every sample by its name and labels; a line that Prometheus could not read throws. */
function samplesOf(text: string): ReadonlyMap<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line === '' || /^# (HELP|TYPE) workstation_[a-z_]+ \S/.test(line)) continue;
    const [, series, value] =
      /^(workstation_[a-z_]+(?:\{[a-zA-Z]+="[^"]*"(?:,[a-zA-Z]+="[^"]*")*\})?) ([\d.e+-]+)$/.exec(line) ?? [];
    if (series === undefined) throw new Error(`not a sample: ${line}`);
    samples.set(series, Number(value));
  }
  return samples;
}

it('counts requests, writes by their outcome, feeds and sizes, and names nobody', async () => {
  const { as } = await started();
  const subject = aReportedCase(worker);
  await as(worker)('POST', '/records/_bulk_docs', { docs: [subject, { ...subject, _id: 'case:x' }, { _id: 7 }] });
  await as(worker)('GET', '/records/_all_docs');
  await as(worker)('GET', '/records/none');
  const feed = as(worker)('GET', '/records/_changes?feed=longpoll&since=now&timeout=60000');
  await expect.poll(() => server.opened.server.metrics.openFeeds(), { timeout: 20_000 }).toBe(1);

  const { text, headers } = await as(null)('GET', '/_metrics', undefined, withToken);
  expect(headers.get('content-type')).toContain('text/plain; version=0.0.4');
  const samples = samplesOf(text);
  const of = (name: string): number | undefined => samples.get(`workstation_${name}`);
  expect(of('requests_total{route="/:db/_bulk_docs",class="2xx"}')).toBe(1);
  expect(of('requests_total{route="/:db/:id",class="4xx"}')).toBe(1);
  expect(of('request_seconds_count{route="/:db/_all_docs"}')).toBe(1);
  expect(of('request_seconds_bucket{route="/:db/_all_docs",le="+Inf"}')).toBe(1);
  expect(of('writes_total{database="records",outcome="stored"}')).toBe(1);
  expect(of('writes_total{database="records",outcome="refused:shape"}')).toBe(1);
  expect(of('writes_total{database="records",outcome="invalid"}')).toBe(1);
  expect(of('open_feeds')).toBe(1);
  expect(of('feed_lag{database="records"}')).toBe(0);
  // On a CouchDB the documents themselves lie elsewhere.
  expect(of(`store_bytes{part="${server.couch === null ? 'records' : 'index'}"}`)).toBeGreaterThan(0);
  expect(of('memory_bytes{part="rss"}')).toBeGreaterThan(1e6);
  expect(of('event_loop_delay_seconds{percent="99"}')).toBeGreaterThan(0);
  for (const secret of [worker.account, worker.id, subject._id, worker.posts[0]?.scope ?? '', 'gridWorker'])
    expect(text).not.toContain(secret);
  await as(worker)('POST', '/records/_bulk_docs', { docs: [aReportedCase(worker)] }); // news ends the feed
  await feed;
  await expect.poll(() => server.opened.server.metrics.openFeeds(), { timeout: 20_000 }).toBe(0);
});

it('answers whoever may not ask like any path that is not there, also on this machine', async () => {
  const { as } = await started();
  const unknown = await as(null)('GET', '/_nothing');
  expect(unknown.status).toBe(404);
  for (const authorization of ['', 'Bearer a token for the metricz', TOKEN]) {
    const answer = await as(null)('GET', '/_metrics', undefined, authorization === '' ? {} : { authorization });
    expect([answer.status, answer.text]).toEqual([404, unknown.text]);
  }
  expect((await as(null)('GET', '/_metrics', undefined, withToken)).status).toBe(200);
  expect((await as(null)('GET', '/_up')).body).toEqual({ status: 'ok' });
});

it('are for nobody where there is no token', async () => {
  const { as } = await started({});
  for (const headers of [{}, { authorization: 'Bearer undefined' }, { authorization: 'Bearer ' }])
    expect((await as(null)('GET', '/_metrics', undefined, headers)).status).toBe(404);
});
