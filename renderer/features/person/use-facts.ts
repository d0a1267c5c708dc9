import { useMemo } from 'react';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { termWords } from '../../lib/term-words.ts';
import { useRegisteredAddress } from '../../records/use-registered-address.ts';
import { factsOf, type Fact } from './person-facts.ts';
import type { PersonInHand } from './use-person.ts';

/** 基本情况 of a person, with what is reckoned from where he lives and is registered. */
export function useFacts(person: PersonDocument, around: PersonInHand): readonly Fact[] {
  const { stock, catalogs } = useWorkstation();
  const terms = termWords(useLive(catalogs.terms) ?? []);
  const row = useLive(useMemo(() => stock.row('person', person._id), [stock, person._id]));
  const registeredAddress = useRegisteredAddress(person);
  return factsOf({
    person,
    room: around.room,
    address: around.homes.find(({ stay }) => stay.counted && stay.until === undefined)?.address ?? '',
    registeredAddress,
    isApart: row?.isApart,
    terms,
  });
}
