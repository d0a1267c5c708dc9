import { useEffect, useMemo } from 'react';
import type { JSX } from 'react';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { areaWords } from '../../lib/area-words.ts';
import { useReady } from '../../lib/readiness.ts';
import { NoRightState } from '../../ui/no-right-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ComponentCard } from './component-card.tsx';
import { EnterpriseCard } from './enterprise-card.tsx';
import { LedgerCard } from './ledger-card.tsx';
import type { PlacePageProps } from './place-page-props.ts';
import './places.css';

type PlaceType = 'enterprise' | 'component' | 'ledgerEntry';
const isPlace = (type: string): type is PlaceType =>
  type === 'enterprise' || type === 'component' || type === 'ledgerEntry';

/** The card of a place or a thing: what it is, where each value comes from, what falls due, what happened. */
export function PlacePage(props: PlacePageProps): JSX.Element {
  const { id, onBack } = props;
  const { records, user, areas, audit } = useWorkstation();
  const type = typeOfId(id);
  const record = useLive(useMemo(() => (isPlace(type) ? records.one(type, id) : undefined), [records, type, id]));
  const words = areaWords(useLive(areas) ?? []);
  const isHere = record !== undefined && record !== null;
  useReady('place', isHere || record === null);
  useEffect(() => {
    if (isHere) void audit('view', id);
  }, [audit, id, isHere]);
  if (record === undefined && isPlace(type)) return <Skeleton label="正在读取" rows={8} />;
  if (!isHere)
    return <NoRightState myScope={words.scopeWords(user.posts[0]?.scope ?? '')} askWhom="街道受理员" onBack={onBack} />;
  switch (record.type) {
    case 'enterprise':
      return <EnterpriseCard {...props} record={record} />;
    case 'component':
      return <ComponentCard {...props} record={record} />;
    case 'ledgerEntry':
      return <LedgerCard {...props} record={record} />;
  }
}
