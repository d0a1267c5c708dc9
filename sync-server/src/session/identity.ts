import { randomBytes } from 'node:crypto';
import { assert } from '../../../shared/lib/assert.ts';
import type { SystemDocuments } from '../store/system-documents.ts';

/** Who this data is, and the key of its sequence tokens. Made once, kept with the data: tokens outlive a restart. */
export interface Identity {
  readonly serverId: string;
  readonly sequenceKey: Buffer;
}

export async function openIdentity(system: SystemDocuments): Promise<Identity> {
  const stored = await system.update<{ serverId: string; sequenceKey: string }>('identity', (before) =>
    before === null
      ? { serverId: randomBytes(16).toString('hex'), sequenceKey: randomBytes(32).toString('base64url') }
      : null,
  );
  assert(stored !== null, 'the identity was written or was there');
  return { serverId: stored.serverId, sequenceKey: Buffer.from(stored.sequenceKey, 'base64url') };
}
