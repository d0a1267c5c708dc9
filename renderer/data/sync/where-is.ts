import { derived } from '../live.ts';
import type { Live, Whereabouts } from '../values.ts';
import type { Ledger, LedgerRow } from './ledger.ts';

/** Of several rows together: delivered when the last of them has its receipt, refused when one came back. */
export const whereIs = ({ rows }: Pick<Ledger, 'rows'>, isOfIt: (row: LedgerRow) => boolean): Live<Whereabouts> =>
  derived(rows, (all) => {
    const own = [...all.values()].filter(isOfIt);
    if (own.length === 0) return 'gone';
    if (own.some(({ delivery }) => delivery === 'refused')) return 'refused';
    if (own.some(({ delivery }) => delivery === 'queued')) return 'here';
    return own.some(({ handover }) => handover !== undefined) ? 'handedOver' : 'delivered';
  });
