import { useCallback, useEffect, useRef } from 'react';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;

function dropLeft(fields: Set<Field>): void {
  for (const field of fields) if (!field.isConnected) fields.delete(field);
}

/** Asks whether something stands typed or chosen in a field that is on the screen: then nobody takes the page away unasked. Passwords do not count. */
export function useTyped(): () => boolean {
  const fields = useRef(new Set<Field>());
  useEffect(() => {
    const heard = ({ target }: Event): void => {
      // Left pages are not held on to all day.
      dropLeft(fields.current);
      if (isField(target) && target.type !== 'password') fields.current.add(target);
    };
    document.addEventListener('input', heard, true);
    return () => {
      document.removeEventListener('input', heard, true);
    };
  }, []);
  return useCallback(() => {
    dropLeft(fields.current);
    return [...fields.current].some(({ value }) => value !== '');
  }, []);
}
