import type { CaseRow } from '../../data/api.ts';

/** How new the figures are: the last contact with the centre or the last change that is counted, whichever is later. */
export function figuresAsOf(
  lastContactAt: string | null,
  counted: readonly Pick<CaseRow, 'changedAt'>[],
): string | undefined {
  return counted.reduce<string | undefined>(
    (latest, { changedAt }) =>
      latest === undefined || Date.parse(changedAt) > Date.parse(latest) ? changedAt : latest,
    lastContactAt ?? undefined,
  );
}
