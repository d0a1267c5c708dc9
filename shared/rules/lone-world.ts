import type { World } from './issue.ts';

const nobody = (): undefined => undefined;
const nothing = (): readonly never[] => [];

/** A world in which there is nothing but the record: for `issuesAlone`, while somebody types and the stock is out of reach. */
export const loneWorld = (known: Pick<World, 'today' | 'isDemonstration' | 'tags'>): World => ({
  ...known,
  person: nobody,
  record: nobody,
  personsByIdNumber: nothing,
  occupanciesOfRoom: nothing,
  occupanciesOfPerson: nothing,
  membersOfHousehold: nothing,
  openObjectionsTo: nothing,
});
