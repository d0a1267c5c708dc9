import { useCallback, useEffect, useRef } from 'react';
import { onMoved } from './use-route.ts';

const isPassword = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement && target.type === 'password';

/** Asks whether something was typed or chosen on this page since it was opened: then nobody takes it away unasked. Passwords do not count. */
export function useTyped(): () => boolean {
  const typed = useRef(false);
  useEffect(() => {
    const heard = ({ target }: Event): void => {
      if (!isPassword(target)) typed.current = true;
    };
    const leave = onMoved(() => {
      typed.current = false;
    });
    document.addEventListener('input', heard, true);
    return () => {
      document.removeEventListener('input', heard, true);
      leave();
    };
  }, []);
  return useCallback(() => typed.current, []);
}
