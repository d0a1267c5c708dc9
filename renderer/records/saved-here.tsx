import type { JSX } from 'react';
import { useLive, useWorkstation } from '../data/hooks.ts';

/** Where a step that was taken without the centre is by now: what was said of it must not outlive what it says. */
export function SavedHere({ subject }: { readonly subject: string }): JSX.Element {
  const { sync } = useWorkstation();
  const isOf = (one: { readonly subject: string }): boolean => one.subject === subject;
  const queued = useLive(sync.queued);
  const refused = useLive(sync.refused);
  if (queued === undefined || queued.some(isOf)) return <>已存本机，联网后自动送达。</>;
  return <>{refused?.some(isOf) === true ? '中心没有接收，在退回箱里。' : '已送达。'}</>;
}
