import { useMemo } from 'react';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { stockWords, type StockWords } from './stock-words.ts';

const NONE = [] as const;

export function useStockWords(): StockWords {
  const workstation = useWorkstation();
  const areas = useLive(workstation.areas) ?? NONE;
  const tags = useLive(workstation.catalogs.tags) ?? NONE;
  const placeKinds = useLive(workstation.catalogs.placeKinds) ?? NONE;
  const ledgers = useLive(workstation.catalogs.ledgers) ?? NONE;
  return useMemo(() => stockWords({ areas, tags, placeKinds, ledgers }), [areas, tags, placeKinds, ledgers]);
}
