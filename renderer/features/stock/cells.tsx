import type { JSX } from 'react';
import type { RiskLevel } from '../../../shared/domain/catalog.ts';
import { maskId, maskPhone } from '../../../shared/domain/identifiers/mask.ts';
import { daysBetween } from '../../../shared/lib/calendar-day.ts';
import { spokenMask } from '../../lib/masks.ts';
import { Chip } from '../../ui/chip.tsx';
import { Shape } from '../../ui/shape.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { RISK_WORDS } from './stock-words.ts';

/** Stars for the eye, 已打码 for the ear. */
export function MaskedNumber({ of, kind }: { readonly of: string; readonly kind: 'id' | 'phone' }): JSX.Element | null {
  if (of === '') return null;
  const masked = kind === 'id' ? maskId(of) : maskPhone(of);
  return (
    <>
      <span className="ui-code" aria-hidden="true">
        {masked}
      </span>
      <span className="ui-only-read">{spokenMask(masked)}</span>
    </>
  );
}

export function dueWords(dueOn: string, today: string): string {
  const days = daysBetween(today, dueOn);
  if (days < 0) return `超 ${String(-days)} 天`;
  if (days === 0) return '今天';
  if (days === 1) return '明天';
  return dueOn.slice(0, 4) === today.slice(0, 4) ? dueOn.slice(5) : dueOn;
}

/** The next visit, inspection or end of a licence: over, near, or a day. */
export function DueMark(props: {
  readonly dueOn: string;
  readonly today: string;
  /** Near from so many days before; left out: the day before. */
  readonly nearDays?: number;
}): JSX.Element | null {
  const { dueOn, today, nearDays = 1 } = props;
  if (dueOn === '') return null;
  const days = daysBetween(today, dueOn);
  const kind = days < 0 ? 'timeOver' : days <= nearDays ? 'timeNear' : 'timeOk';
  return <StateMark kind={kind} words={dueWords(dueOn, today)} />;
}

/** 资料 older than this are ◐ (UX §3). */
const STALE_DAYS = 180;

/** The day of the last confirmation; violet when it is half a year old. */
export function VerifiedOn({ day, today }: { readonly day: string; readonly today: string }): JSX.Element {
  if (day === '') return <StateMark kind="stale" words="从未核实" />;
  return daysBetween(day, today) > STALE_DAYS ? <StateMark kind="stale" words={day} /> : <>{day}</>;
}

const RISK_SHAPES: Readonly<
  Record<RiskLevel, { readonly shape: 'diamond' | 'triangle' | 'circle'; readonly tone: 'bad' | 'warn' | 'ok' }>
> = {
  red: { shape: 'diamond', tone: 'bad' },
  orange: { shape: 'diamond', tone: 'bad' },
  yellow: { shape: 'triangle', tone: 'warn' },
  green: { shape: 'circle', tone: 'ok' },
};

export function RiskMark({
  level,
  words,
}: {
  readonly level: RiskLevel | '';
  readonly words: string;
}): JSX.Element | null {
  if (level === '') return null;
  const { shape, tone } = RISK_SHAPES[level];
  return (
    <span className={`ui-state ui-tone-${tone} stock-risk`}>
      <Shape name={shape} tone={tone} />
      {RISK_WORDS[level]}
      {words !== '' && <span className="stock-quiet">{words}</span>}
    </span>
  );
}

export interface TagChipsProps {
  readonly tags: readonly string[];
  readonly stale: readonly string[];
  readonly word: (code: string) => string;
  /** So many are shown; the rest is a number, with all of them on hover. */
  readonly most: number;
}

export function TagChips({ tags, stale, word, most }: TagChipsProps): JSX.Element {
  // What is out of date is what one looks for.
  const inOrder = tags.toSorted((a, b) => Number(stale.includes(b)) - Number(stale.includes(a)));
  const rest = tags.length - most;
  return (
    <span className="stock-tags">
      {inOrder.slice(0, most).map((code) =>
        stale.includes(code) ? (
          <Chip key={code} tone="violet" shape="half">
            {word(code)}
            <span className="ui-only-read">，过期未复核</span>
          </Chip>
        ) : (
          <Chip key={code}>{word(code)}</Chip>
        ),
      )}
      {rest > 0 && <span className="stock-quiet">＋{rest}</span>}
    </span>
  );
}
