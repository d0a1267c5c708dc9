// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import type { JSX, ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { aUser } from '../../../shared/testing/builders.ts';
import type { Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { carryKept, halfMadeIn } from '../../lib/kept.ts';
import { forgetKept, useKeptAct, type KeptActHandle } from './kept-acts.ts';

const signedIn = (): Workstation =>
  ({ user: aUser('department'), clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z') } }) as Workstation;
const opened = (
  workstation: Workstation,
  caseId: string,
): { readonly result: { readonly current: KeptActHandle }; readonly unmount: () => void } =>
  renderHook(() => useKeptAct(caseId, 'finish'), {
    wrapper: ({ children }: { readonly children: ReactNode }): JSX.Element => (
      <WorkstationProvider workstation={workstation}>{children}</WorkstationProvider>
    ),
  });
const photo = new File(['x'], 'after.png', { type: 'image/png', lastModified: 0 });

describe('what is filled in for an act', () => {
  afterEach(cleanup);

  it('is still there when the case is opened again, and says so', () => {
    const workstation = signedIn();
    const first = opened(workstation, 'case:1');
    act(() => {
      first.result.current.addPhotos([photo], 'after');
      first.result.current.change({ typed: { text: '已清运' } });
    });
    expect(first.result.current.fromBefore).toBeUndefined();
    first.unmount();
    const again = opened(workstation, 'case:1').result.current;
    expect(again.photos.map((each) => each.photo.blob)).toEqual([photo]);
    expect(again.typed.text).toBe('已清运');
    expect(again.fromBefore).toBe('已留着：1 张照片、写下的话');
  });

  it('belongs to its case and to the session', () => {
    const workstation = signedIn();
    const first = opened(workstation, 'case:1');
    act(() => {
      first.result.current.addPhotos([photo], 'after');
    });
    expect(opened(workstation, 'case:2').result.current.photos).toEqual([]);
    expect(opened(signedIn(), 'case:1').result.current.photos).toEqual([]);
  });

  it('goes along when its person goes on in another workstation, not with anybody else', () => {
    const workstation = signedIn();
    const first = opened(workstation, 'case:1');
    act(() => {
      first.result.current.addPhotos([photo], 'after');
    });
    first.unmount();
    const [again, another] = [{ ...workstation }, signedIn()];
    carryKept(workstation, again);
    carryKept(workstation, another);
    expect(opened(again, 'case:1').result.current.fromBefore).toBe('已留着：1 张照片');
    expect(opened(another, 'case:1').result.current.photos).toEqual([]);
    // What was still being written as it was opened anew.
    forgetKept(workstation, 'case:1', 'finish');
    expect(opened(again, 'case:1').result.current.photos).toEqual([]);
  });

  it('goes once the act is written', () => {
    const workstation = signedIn();
    const first = opened(workstation, 'case:1');
    act(() => {
      first.result.current.addPhotos([photo], 'after');
    });
    first.unmount();
    expect(halfMadeIn(workstation)).toEqual(['1 个事件里填的办理内容']);
    forgetKept(workstation, 'case:1', 'finish');
    expect(opened(workstation, 'case:1').result.current.photos).toEqual([]);
    expect(halfMadeIn(workstation)).toEqual([]);
  });

  it('is nothing to ask about once it is emptied again', () => {
    const workstation = signedIn();
    const first = opened(workstation, 'case:1');
    for (const text of ['已清运', ' ']) {
      act(() => {
        first.result.current.change({ typed: { text } });
      });
    }
    expect(halfMadeIn(workstation)).toEqual([]);
  });
});
