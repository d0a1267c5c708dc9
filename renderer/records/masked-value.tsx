import { useCallback, useEffect, useMemo, useState } from 'react';
import type { JSX } from 'react';
import { maskAddress, maskId, maskName, maskPhone } from '../../shared/domain/identifiers/mask.ts';
import { useWorkstation } from '../data/hooks.ts';
import './records.css';

export const REVEAL_SECONDS = 60;

const MASKS = { idNumber: maskId, phone: maskPhone, name: maskName, address: maskAddress } as const;
const READ_AS = { idNumber: '身份号', phone: '电话', name: '姓名', address: '地址' } as const;

export interface MaskedValueProps {
  readonly kind: keyof typeof MASKS;
  readonly value: string;
  readonly isShown?: boolean | undefined;
}

/** A value of a person, covered until it is revealed. Readers hear 已打码, not asterisks. */
export function MaskedValue({ kind, value, isShown = false }: MaskedValueProps): JSX.Element {
  if (isShown) return <span className="ui-code records-revealed">{value}</span>;
  const mask = MASKS[kind](value);
  // Some numbers are nobody's (400, 95 …) and stay as they are.
  if (mask === value) return <span className="ui-code">{value}</span>;
  return (
    <>
      <span className="ui-code" aria-hidden="true">
        {mask}
      </span>
      <span className="ui-only-read">{READ_AS[kind]}已打码</span>
    </>
  );
}

export interface Reveal {
  /** Keys of what is to be seen now. */
  readonly shown: ReadonlySet<string>;
  readonly secondsLeft: number;
  /** Puts it on record first, then shows. */
  readonly show: (fields: readonly string[], reason: string) => Promise<void>;
  readonly cover: () => void;
  /** It could not be put on record, so it was not shown. */
  readonly hasFailed: boolean;
}

const NOTHING: ReadonlySet<string> = new Set();
interface Showing {
  readonly of: string;
  readonly fields: ReadonlySet<string>;
  readonly untilMs: number;
}

/**
 * What of one record is revealed just now. One record at a time, with a reason, for a minute; covered when the window loses the focus, when
 * another record or page comes (and with the lock, which takes the page away).
 */
export function useReveal(id: string): Reveal {
  const { audit, clock } = useWorkstation();
  const [showing, setShowing] = useState<Showing>();
  const [secondsLeft, setSecondsLeft] = useState(0);
  const [failedOf, setFailedOf] = useState<string>();
  const cover = useCallback(() => {
    setShowing(undefined);
  }, []);
  const isOn = showing !== undefined && showing.of === id;

  useEffect(() => {
    if (showing === undefined) return;
    const tick = setInterval(() => {
      const left = Math.ceil((showing.untilMs - clock.nowMs()) / 1000);
      if (left <= 0) cover();
      else setSecondsLeft(left);
    }, 250);
    const onHidden = (): void => {
      if (document.visibilityState === 'hidden') cover();
    };
    window.addEventListener('blur', cover);
    window.addEventListener('hashchange', cover);
    window.addEventListener('beforeprint', cover);
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      clearInterval(tick);
      window.removeEventListener('blur', cover);
      window.removeEventListener('hashchange', cover);
      window.removeEventListener('beforeprint', cover);
      document.removeEventListener('visibilitychange', onHidden);
    };
  }, [showing, cover, clock]);

  const show = useCallback(
    async (fields: readonly string[], reason: string) => {
      try {
        await audit('reveal', id, reason);
      } catch {
        setFailedOf(id);
        return;
      }
      setFailedOf(undefined);
      setSecondsLeft(REVEAL_SECONDS);
      setShowing({ of: id, fields: new Set(fields), untilMs: clock.nowMs() + REVEAL_SECONDS * 1000 });
    },
    [audit, clock, id],
  );
  return useMemo(
    () => ({
      shown: isOn ? showing.fields : NOTHING,
      secondsLeft: isOn ? secondsLeft : 0,
      show,
      cover,
      hasFailed: failedOf === id,
    }),
    [isOn, showing, secondsLeft, show, cover, failedOf, id],
  );
}

/** Says that something is open and for how long, with the way to cover it. */
export function RevealBar({ reveal }: { readonly reveal: Reveal }): JSX.Element | null {
  if (reveal.hasFailed)
    return (
      <p className="records-reveal-bar" role="alert">
        没有显示：查看要先留痕，本机现在记不下，多半是磁盘满了。清出空间后再点“显示”。
      </p>
    );
  if (reveal.shown.size === 0) return null;
  return (
    <p className="records-reveal-bar" role="status">
      <span aria-hidden="true">还显示 {reveal.secondsLeft} 秒</span>
      <span className="ui-only-read">已显示，{REVEAL_SECONDS} 秒后重新打码</span>
      <button type="button" className="ui-link" onClick={reveal.cover}>
        现在打码
      </button>
    </p>
  );
}
