import { auditId } from '../../../shared/domain/audit.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { GRID, START_MS } from '../../../shared/testing/builders.ts';
import { auditMac } from '../../src/write/judge-audit.ts';

/** A terminal's chain, and the key that its links are signed with. */
export interface Device {
  readonly installation: string;
  readonly key: Buffer;
}

export function aLink({ installation, key }: Device, person: User, seq: number, prev: string, changes: object = {}) {
  const entry = {
    _id: auditId(installation, seq),
    type: 'audit',
    scope: GRID,
    schema: 1,
    installation,
    seq,
    at: new Date(START_MS).toISOString(),
    clock: 'trusted',
    person: person.id,
    role: 'gridWorker',
    act: 'view',
    object: 'case:01M7V7FC3016KFABYZN7KR7XQD',
    prev,
    ...changes,
  };
  return { ...entry, mac: auditMac(key, entry) };
}

/** The first so many links of a chain, each on the one before it. */
export function aChain(device: Device, person: User, count: number) {
  const links: ReturnType<typeof aLink>[] = [];
  for (let seq = 1; seq <= count; seq += 1) links.push(aLink(device, person, seq, links.at(-1)?.mac ?? ''));
  return links;
}
