import type { RecordOf } from '../domain/record-of.ts';
import type { Licence } from '../domain/enterprise.ts';

export type EndingLicence = Licence & { readonly until: string };

/** Licences that end, of a place that works. Where one kind was renewed as a further licence, the latest stands for it. */
export function licencesInUse(enterprise: RecordOf['enterprise']): readonly EndingLicence[] {
  if (enterprise.operation === 'closed' || enterprise.operation === 'moved') return [];
  const licences = enterprise.licences ?? [];
  const isLatest = (licence: EndingLicence): boolean =>
    licences.every(({ kind, until }) => kind !== licence.kind || (until !== undefined && until <= licence.until));
  return licences.flatMap((licence): readonly EndingLicence[] => {
    const { until } = licence;
    if (until === undefined) return [];
    const ending = { ...licence, until };
    return isLatest(ending) ? [ending] : [];
  });
}
