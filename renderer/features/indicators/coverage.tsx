import type { JSX } from 'react';
import type { IndicatorsStatus } from '../../data/indicators/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { incompleteWords } from '../../lib/pull-words.ts';
import { fullMoment, momentWords } from '../../lib/shanghai-time.ts';
import { isStillComing } from '../../records/still-coming.ts';
import { Banner } from '../../ui/banner.tsx';
import { countWords } from './words.ts';

/** What the numbers do not cover: what is still on its way, what could not be read. Nothing where they cover all there is. */
export function CoverageBanners({ status }: { readonly status: IndicatorsStatus }): JSX.Element | null {
  const sync = useLive(useWorkstation().sync.status);
  const coming = isStillComing(sync) && sync !== undefined ? incompleteWords(sync.firstPull, '事件') : null;
  if (coming === null && status.unread === 0) return null;
  return (
    <>
      {coming !== null && <Banner kind="info">事件{coming}。下面的数只含已取到的，取齐后自动补上。</Banner>}
      {status.unread > 0 && (
        <Banner kind="warn">
          有 {countWords(status.unread)} 件事件的经过读不出来，没有计入任何数。事件本身都在；按 F5 同步后会再读一次。
        </Banner>
      )}
    </>
  );
}

export interface Coverage {
  /** `陆家嘴街道 · 本机 4,950 件事件 · 与中心联系到 今天 09:42`. */
  readonly shown: string;
  /** The same for what is read later and elsewhere: whole dates, and what is missing. */
  readonly written: string;
}

/** What the numbers are of, and how fresh. */
export function useCoverage(status: IndicatorsStatus | undefined, whose: string, nowMs: number): Coverage {
  const sync = useLive(useWorkstation().sync.status);
  const contact = sync?.lastContactAt ?? null;
  const coming = isStillComing(sync) && sync !== undefined ? incompleteWords(sync.firstPull, '事件') : null;
  const words = (moment: (iso: string) => string): readonly string[] => [
    whose,
    ...(status?.ready === true ? [`本机 ${countWords(status.cases)} 件事件`] : []),
    ...(contact === null ? [] : [`与中心联系到 ${moment(contact)}`]),
  ];
  const missing = [
    ...(coming === null ? [] : [`事件${coming}`]),
    ...(status === undefined || status.unread === 0 ? [] : [`${countWords(status.unread)} 件读不出来，没有计入`]),
  ];
  return {
    shown: words((iso) => momentWords(iso, nowMs)).join(' · '),
    written: [...words((iso) => fullMoment(Date.parse(iso))), ...missing].join(' · '),
  };
}
