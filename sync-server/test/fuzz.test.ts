import { afterAll, beforeAll, expect, it } from 'vitest';
import { seededRandom } from '../../shared/lib/random.ts';
import { anyRequest, type Asked } from './fuzz/any-request.ts';
import { markedStreet, telltales, type Ground } from './fuzz/marked-street.ts';
import { nonsense } from './harness/nonsense.ts';
import { startServer, type TestServer } from './harness/start-server.ts';

/**
 * Anything at all, sent to every route by everybody: no answer is a 5xx, and none holds a byte of a document out of the asker's sight that he did not bring along himself.
 * The first seed is new ground when it is changed; those behind it once found something and stay.
 */
const SEEDS: readonly (readonly [seed: number, requests: number])[] = [[20_261_128, 20_000]];
/** `FUZZ_SEED=… npx vitest run sync-server/test/fuzz` looks elsewhere. */
const CHOSEN = process.env['FUZZ_SEED'];
const RUNS = CHOSEN === undefined ? SEEDS : [[Number(CHOSEN), 20_000] as const];
const AT_ONCE = 16;

let server: TestServer;
let ground: Ground;
beforeAll(async () => {
  server = await startServer();
  ground = await markedStreet(server);
  for (const { hidden } of ground.askers) expect(hidden.size).toBeGreaterThan(20);
});
afterAll(() => server.stop());

async function send({
  method,
  url,
  headers,
  payload,
}: Asked): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await server.app.inject({
    method: method as 'GET',
    url,
    headers,
    ...(payload === undefined ? {} : { payload }),
    remoteAddress: '10.1.2.3',
  });
  return {
    status: answer.statusCode,
    text: `${JSON.stringify(answer.headers)}\n${answer.rawPayload.toString('latin1')}`,
  };
}

it.each(RUNS)(
  'seed %i: %i requests get an answer below 500, without a byte from out of sight',
  { timeout: 240_000 },
  async (seed, count) => {
    const from = nonsense(seededRandom(seed));
    const statuses = new Map<number, number>();
    let nth = 0;
    /** What somebody brought along may come back to anybody who sees it where he wrote it. */
    const brought = new Set<string>();
    const worker = async (): Promise<void> => {
      while (nth < count) {
        nth += 1;
        const asked = anyRequest(from, ground);
        const where = `seed ${seed}, request ${nth}, ${asked.asker.user?.posts[0]?.role ?? 'nobody'}: ${asked.method} ${asked.url}\n${String(asked.payload).slice(0, 2_000)}`;
        const sent = `${asked.url} ${decodeURIComponent(asked.url.replaceAll(/%(?![0-9A-Fa-f]{2})|%[89A-Fa-f][0-9A-Fa-f]/g, '_'))} ${JSON.stringify(asked.headers)} ${asked.payload?.toString('latin1') ?? ''}`;
        const own = new Set(telltales(sent));
        if (asked.payload !== undefined) for (const one of own) brought.add(one);
        const { status, text } = await send(asked);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status >= 500) throw new Error(`${status} for ${where}\n${text.slice(0, 500)}`);
        for (const one of telltales(text)) {
          if (asked.asker.hidden.has(one) && !own.has(one) && !brought.has(one))
            throw new Error(`told ${one} to ${where}\n${text.slice(0, 1_000)}`);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));

    // The net is only worth something while it reaches into the routes.
    for (const status of [200, 201, 400, 401, 403, 404, 409, 412, 415, 421])
      expect(statuses.get(status) ?? 0, `status ${status}`).toBeGreaterThan(3);
    const visited = new Set(
      ((await server.opened.server.metrics.instruments[0]?.samples()) ?? []).map(({ labels }) => labels?.['route']),
    );
    // Below a route another is printed without what they have in common.
    for (const [, route = '?'] of server.app.printRoutes({ commonPrefix: false }).matchAll(/── (\/\S*)/g))
      expect(
        [...visited].some((one) => one?.startsWith(route) === true || one?.endsWith(route) === true),
        `nobody asked for ${route}`,
      ).toBe(true);
    expect((await server.as(null)('GET', '/_up')).body).toEqual({ status: 'ok' });
  },
);
