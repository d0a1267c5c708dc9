import { useMemo } from 'react';
import { useLive, useWorkstation } from '../../data/hooks.ts';

const NONE = [] as const;

/** Codes of the grids in which this person's patrols are, those that there are today, in order. The same list until one of them changes. */
export function useGridsToCover(today: string): readonly string[] {
  const { areas, user } = useWorkstation();
  const all = useLive(areas) ?? NONE;
  return useMemo(
    () =>
      all
        .filter(({ kind, code, validTo }) => kind === 'grid' && (validTo ?? today) >= today && isOwn(user.posts, code))
        .map(({ code }) => code)
        .sort(),
    [all, user.posts, today],
  );
}

const isOwn = (posts: readonly { readonly scope: string }[], code: string): boolean =>
  posts.some(({ scope }) => code.startsWith(scope));
