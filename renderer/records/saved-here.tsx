import type { JSX } from 'react';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { WHEREABOUTS_WORDS } from './whereabouts-words.ts';

/** Where a step that was taken without the centre is by now: what was said of it must not outlive what it says. */
export function SavedHere({ entryId }: { readonly entryId: string }): JSX.Element {
  const { sync } = useWorkstation();
  return <>{WHEREABOUTS_WORDS[useLive(sync.whereIs(entryId)) ?? 'here']}</>;
}
