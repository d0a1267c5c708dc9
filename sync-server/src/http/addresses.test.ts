import { expect, it } from 'vitest';
import { countedAs, proxiesIn } from './addresses.ts';

it.each([
  ['127.0.0.1', null],
  ['127.9.9.9', null],
  ['::1', null],
  ['::ffff:127.0.0.1', null],
  ['10.1.2.3', '10.1.2.3'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['nobody', 'nobody'],
])('counts %s as %s', (address, key) => {
  expect(countedAs(address)).toBe(key);
});

it('knows the proxies that were named, and nobody else', () => {
  const named = proxiesIn(['10.0.0.0/8', '192.168.1.4', 'fd00::/8']);
  if (!('isProxy' in named)) throw new Error(named.notAnAddress);
  const asked = ['10.200.1.1', '::ffff:10.0.0.1', '192.168.1.4', 'fd12::1', '192.168.1.5', '11.0.0.1', '::1', 'x', ''];
  expect(asked.map(named.isProxy)).toEqual([true, true, true, true, false, false, false, false, false]);
});

it.each(['proxy', '10.0.0.0/33', '10.0.0.1/x', 'fd00::/129', ''])('takes no %s for an address', (text) => {
  expect(proxiesIn(['10.0.0.1', text])).toEqual({ notAnAddress: text });
});
