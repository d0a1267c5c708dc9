import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boundaryOf, partsOf } from './multipart.ts';

const CR_LF = '\r\n';
const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));

it('finds what was put together, whatever the bytes are', () => {
  fc.assert(
    fc.property(fc.array(bytes, { minLength: 1, maxLength: 5 }), bytes, bytes, (contents, before, after) => {
      const boundary = 'simple boundary';
      const parts = contents.flatMap((content) => [
        Buffer.from(`${CR_LF}--${boundary} ${CR_LF}Content-Type: image/jpeg${CR_LF}X: a:b${CR_LF}${CR_LF}`),
        content,
      ]);
      const body = Buffer.concat([before, ...parts, Buffer.from(`${CR_LF}--${boundary}--`), after]);
      const found = partsOf(body, boundary);
      expect(found.map((part) => part.bytes.toString('hex'))).toEqual(contents.map((one) => one.toString('hex')));
      expect(found[0]?.headers).toEqual({ 'content-type': 'image/jpeg', x: 'a:b' });
    }),
    { numRuns: 60 },
  );
});

it('refuses a body that is cut anywhere', () => {
  const body = Buffer.from(`--b${CR_LF}a: b${CR_LF}${CR_LF}{}${CR_LF}--b${CR_LF}a: b${CR_LF}${CR_LF}xyz${CR_LF}--b--`);
  expect(partsOf(body, 'b').map((part) => part.bytes.toString())).toEqual(['{}', 'xyz']);
  for (let length = 0; length < body.length; length += 1)
    expect(() => partsOf(body.subarray(0, length), 'b'), `at ${length}`).toThrow(/multipart/);
});

it.each([
  ['multipart/related; boundary="a b"', 'a b'],
  ['Multipart/Related;type="application/json";boundary=abc', 'abc'],
  ['multipart/mixed; boundary=abc', null],
  ['application/json', null],
  [undefined, null],
])('reads the boundary of %s', (contentType, boundary) => {
  expect(boundaryOf(contentType, 'related')).toBe(boundary);
});

it.each(['multipart/related', 'multipart/related; boundary=""', `multipart/related; boundary=${'x'.repeat(71)}`])(
  'refuses %.40s',
  (contentType) => {
    expect(() => boundaryOf(contentType, 'related')).toThrow(/boundary/);
  },
);
