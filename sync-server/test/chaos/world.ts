import type { Placed } from '../../../shared/domain/base-document.ts';
import { isHandover } from '../../../shared/domain/handover.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { aUser, COMMUNITY, OTHER_GRID, STREET } from '../../../shared/testing/builders.ts';
import { smallStreet } from '../../../shared/testing/small-street.ts';
import type { OpenServer } from '../../src/open-server.ts';
import { aBuilding, aCatalog, aLedger, anArea, aStaffDocument } from '../harness/street.ts';
import { PASSWORD } from '../harness/start-server.ts';
import { GRIDS, NEXT_GRID, OTHER_COMMUNITY, type PersonName } from './people.ts';

const PEOPLE: Readonly<Record<PersonName, User>> = {
  worker: aUser('gridWorker'),
  neighbour: aUser('gridWorker', { scope: NEXT_GRID }),
  farWorker: aUser('gridWorker', { scope: OTHER_GRID }),
  clerk: aUser('communityClerk'),
  farClerk: aUser('communityClerk', { scope: OTHER_COMMUNITY }),
  streetClerk: aUser('streetClerk'),
  dispatcher: aUser('dispatcher'),
  department: aUser('department'),
  supervisor: aUser('supervisor'),
  admin: aUser('systemAdmin'),
  registrar: aUser('streetClerk'),
};

export interface World {
  readonly people: Readonly<Record<PersonName, User>>;
  readonly documents: readonly Placed[];
}

/** A small street with everything in it that can be edited: the same for every story. */
export function aWorld(): World {
  const homes = [
    { family: 2, hasTenant: false, hasLodger: false, isFar: false },
    { family: 1, hasTenant: false, hasLodger: false, isFar: true },
  ];
  const documents: readonly Placed[] = [
    ...[STREET, COMMUNITY, OTHER_COMMUNITY, ...GRIDS].map((code) => anArea(code, 'grid')),
    ...GRIDS.map(aBuilding),
    ...GRIDS.flatMap(aLedger).filter(({ type }) => !isHandover(type)),
    ...['310115', STREET].map(aCatalog),
    ...Object.values(PEOPLE).map(aStaffDocument),
    ...smallStreet(homes, 77).values(),
  ];
  return { people: PEOPLE, documents };
}

/** Accounts and documents into an empty installation. Passwords are hashed cheaply: the cost of a guess is no part of these stories. */
export async function fill({ server }: OpenServer, { people, documents }: World): Promise<void> {
  await server.accounts.putAllAlike(Object.values(people), PASSWORD, Date.now() - 1_000);
  const rows = await server.databases.served.records.write(documents as never, { newEdits: true });
  if (rows.some(({ ok }) => !ok)) throw new Error('the world is not written');
}
