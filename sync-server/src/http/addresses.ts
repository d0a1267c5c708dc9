import { BlockList, isIP, isIPv4 } from 'node:net';

const MAPPED = '::ffff:';
const plain = (address: string): string =>
  address.startsWith(MAPPED) && isIPv4(address.slice(MAPPED.length)) ? address.slice(MAPPED.length) : address;

/** The first half of an IPv6 address: whoever has one has the whole of it. */
function networkOf(address: string): string {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::', 2);
  const groups = (text: string): readonly string[] => text.split(':').filter((group) => group !== '');
  const [before, after] = [groups(head), groups(tail ?? '')];
  const between = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...between, ...after].slice(0, 4).join(':');
}

/**
 * Under what an address is counted. Null: it is this machine, which is not counted: either somebody at it, or a proxy on it that was not named, behind which
 * everybody would count as one. A socket that is gone has none.
 */
export function countedAs(address: string | undefined): string | null {
  if (address === undefined) return null;
  const known = plain(address);
  if (isIPv4(known)) return known.startsWith('127.') ? null : known;
  if (known === '::1') return null;
  return isIP(known) === 6 ? networkOf(known) : known.slice(0, 64);
}

export type IsProxy = (address: string) => boolean;

/** Addresses and networks (`10.0.0.0/8`) whose word is taken for who is behind them; the first that is neither, where there is one. */
export function proxiesIn(texts: readonly string[]): { readonly isProxy: IsProxy } | { readonly notAnAddress: string } {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', bits] = text.split('/', 2);
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const isRange = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
    if (family === 0 || !isRange) return { notAnAddress: text };
    const type = family === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, type);
    else list.addSubnet(address, Number(bits), type);
  }
  return {
    isProxy: (address) => {
      const known = plain(address);
      const family = isIP(known);
      return family !== 0 && list.check(known, family === 4 ? 'ipv4' : 'ipv6');
    },
  };
}
