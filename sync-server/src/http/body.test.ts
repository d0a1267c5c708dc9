import fastify from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseBodies } from './body.ts';
import { handleErrors } from './error-handling.ts';

const app = fastify();
beforeAll(() => {
  parseBodies(app);
  handleErrors(app);
  app.post('/', (request) => ({ got: request.body }));
});
afterAll(() => app.close());

const send = async (payload: string): Promise<readonly [number, unknown]> => {
  const { statusCode, body } = await app.inject({
    method: 'POST',
    url: '/',
    headers: { 'content-type': 'application/json' },
    payload,
  });
  return [statusCode, (JSON.parse(body) as { got?: unknown }).got];
};

it.each<[string, unknown]>([
  ['{"a":[{"b":"[[[["}]}', { a: [{ b: '[[[[' }] }],
  [String.raw`{"a":"\"[{\\"}`, { a: String.raw`"[{` + '\\' }],
  ['"' + '['.repeat(5_000) + '"', '['.repeat(5_000)],
  ['['.repeat(60) + ']'.repeat(60), JSON.parse('['.repeat(60) + ']'.repeat(60))],
])('takes what nests no deeper than a document may: %.40s', async (text, value) => {
  expect(await send(text)).toEqual([200, value]);
});

it('makes a text whole that was cut off in the middle of a character, and leaves characters as they are', async () => {
  const text = String.raw`{"a":["x\ud83d",{"b\uDE00":"\ud83d\ude00 😀"}]}`;
  expect(await send(text)).toEqual([200, { a: ['x\ufffd', { 'b\ufffd': '😀 😀' }] }]);
});

it.each([
  '['.repeat(61) + ']'.repeat(61),
  '{"a":'.repeat(100_000),
  '"' + '\\'.repeat(3),
  '{"constructor":{"__proto__":1}}',
  '[1',
])('refuses the rest: %.40s', async (text) => {
  expect((await send(text))[0]).toBe(400);
});
