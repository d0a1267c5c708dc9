import { useMemo } from 'react';
import type { Rulebook } from '../../shared/cases/rulebook.ts';
import { NATIONAL_RULEBOOK } from '../../shared/cases/rulebook.ts';
import { shanghaiDayOf } from '../../shared/lib/calendar-day.ts';
import { isoAt } from '../../shared/lib/clock.ts';
import { useLive, useWorkstation } from './hooks.ts';

/** The rules that a case begun here and now would be kept by: what lists call the stages. A case's own page goes by the case's own version. */
export function useRulesNow(): Rulebook {
  const { catalogs, rulebooks, user, clock } = useWorkstation();
  const tables = useLive(catalogs.all);
  const place = user.posts[0]?.scope ?? '';
  const today = shanghaiDayOf(isoAt(clock.nowMs()));
  return useMemo(() => {
    const inForce = (tables ?? []).filter(
      (one) =>
        one.kind === 'caseRules' &&
        place.startsWith(one.scope) &&
        one.validFrom <= today &&
        (one.validTo === undefined || today <= one.validTo),
    );
    return rulebooks(Math.max(NATIONAL_RULEBOOK.version, ...inForce.map(({ version }) => version)), place);
  }, [tables, rulebooks, place, today]);
}

/** What the stages of cases are called here and now. */
export const useStateWords = (): Rulebook['states'] => useRulesNow().states;
