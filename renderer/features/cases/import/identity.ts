import type { CaseDocument, Channel } from '../../../../shared/domain/case.ts';
import type { CaseStock } from '../../../../shared/stock/rows.ts';
import type { Workstation } from '../../../data/api.ts';
import { sha256Hex } from '../../../lib/bytes.ts';

/** What is known of the numbers of a file. */
export interface Identities {
  /** The case that a number has become, but for those of an import that was taken back. */
  readonly known: ReadonlyMap<string, CaseStock>;
  /** The id of the case that it would become. */
  readonly ids: ReadonlyMap<string, string>;
}

export const identityKey = (channel: Channel, channelNumber: string): string => `${channel} ${channelNumber}`;

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The id of the case that a demand becomes: from the street, its channel and number alone, so that two clerks who take the same file in, each without the other, write into one case. `round` counts
 * the imports that were taken back: what is void stays so, and may come again.
 */
export async function idOfDemand(
  street: string,
  channel: Channel,
  channelNumber: string,
  round: number,
): Promise<string> {
  const text = ['demand', street, channel, channelNumber, String(round)].join('\n');
  const hex = await sha256Hex(new TextEncoder().encode(text));
  // 26 digits of 5 bits as a ULID has them, the first of 3.
  const digits = Array.from({ length: 26 }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16));
  return `case:${digits.map((byte, at) => DIGITS.charAt(at === 0 ? byte & 7 : byte & 31)).join('')}`;
}

/** Whether a case was voided by taking a whole import back, not because somebody found that it was nothing. */
const isTakenBack = ({ state, log }: CaseDocument): boolean =>
  state === 'void' && log.some(({ act, data }) => act === 'void' && data['undone'] !== undefined);

/** Asks the stock which of these numbers are here, and works out what the others become. */
export async function identitiesOf(
  { stock, cases }: Pick<Workstation, 'stock' | 'cases'>,
  street: string,
  demands: readonly { readonly channel: Channel; readonly channelNumber: string }[],
): Promise<Identities> {
  const numbers = [...new Set(demands.map(({ channelNumber }) => channelNumber))].filter((number) => number !== '');
  const where = [{ field: 'channelNumber', op: 'in', values: numbers } as const];
  const found = numbers.length === 0 ? [] : await stock.rows('case', await stock.ids({ kind: 'case', where }));
  const known = new Map<string, CaseStock>();
  const voids = await cases.many(found.filter(({ state }) => state === 'void').map(({ id }) => id));
  const takenBack = new Set(voids.filter(isTakenBack).map(({ _id }) => _id));
  const voided = new Map<string, number>();
  for (const row of found) {
    const key = identityKey(row.channel, row.channelNumber);
    if (takenBack.has(row.id)) voided.set(key, (voided.get(key) ?? 0) + 1);
    else known.set(key, row);
  }
  const ids = new Map<string, string>();
  for (const { channel, channelNumber } of demands) {
    const key = identityKey(channel, channelNumber);
    if (channelNumber !== '' && !known.has(key) && !ids.has(key))
      ids.set(key, await idOfDemand(street, channel, channelNumber, voided.get(key) ?? 0));
  }
  return { known, ids };
}
