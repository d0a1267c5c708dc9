import type { PersonDocument } from '../../../shared/domain/person.ts';

/** Somebody near: a member of the household, or a contact who need not have a record. */
export interface Kin {
  /** The person's id, or of a contact its place. */
  readonly key: string;
  readonly name: string;
  readonly member: PersonDocument | undefined;
  /** Of contacts without a record: 子, 邻居. */
  readonly relation: string;
  readonly isContact: boolean;
  /** 2023-08-21 去世, 2025-03-01 迁出, 住在别处. */
  readonly standing: string;
}

const standingOf = (member: PersonDocument, home: string | undefined): string => {
  if (member.life === 'dead') return member.diedOn === undefined ? '已故' : `${member.diedOn} 去世`;
  if (member.leftOn !== undefined) return `${member.leftOn} 迁出`;
  return home !== undefined && member.homeRoom !== home ? '住在别处' : '';
};
const isPresent = (member: PersonDocument): boolean => member.life !== 'dead' && member.leftOn === undefined;

/** Members of the household without the person himself, those who are gone last; then contacts that are none of them. */
export function kinOf(person: PersonDocument, members: readonly PersonDocument[]): readonly Kin[] {
  const contacts = person.contacts ?? [];
  const others = members.filter(({ _id }) => _id !== person._id);
  // Whoever can be called: a contact without a telephone is only named.
  const isContact = (member: PersonDocument): boolean =>
    contacts.some(
      (contact) =>
        contact.phone !== undefined &&
        (contact.person === undefined ? contact.name === member.name : contact.person === member._id),
    );
  const known = new Set(others.flatMap(({ _id, name }) => [_id, name]));
  return [
    ...[...others.filter(isPresent), ...others.filter((member) => !isPresent(member))].map((member): Kin => ({
      key: member._id,
      name: member.name,
      member,
      relation: '',
      isContact: isContact(member),
      standing: standingOf(member, person.homeRoom),
    })),
    ...contacts
      .filter((contact) => !known.has(contact.person ?? '') && !known.has(contact.name))
      .map((contact, at): Kin => ({
        key: `contact/${String(at)}`,
        name: contact.name,
        member: undefined,
        relation: contact.relation ?? '',
        isContact: contact.phone !== undefined,
        standing: '',
      })),
  ];
}
