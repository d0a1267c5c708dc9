import type { JSX } from 'react';
import type { Post } from '../../shared/domain/staff.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';

type PostWords = (posts: readonly Post[]) => string;

export interface PostsChangedProps {
  readonly postWords: PostWords;
  readonly onOpenTray: () => void;
}

const count = (number: number): string => number.toLocaleString('zh-CN');

/** 岗位有变化: what it was, what it is, what is no longer kept here, and where what had not been sent is. Stays until it is read. */
export function PostsChanged({ postWords, onOpenTray }: PostsChangedProps): JSX.Element | null {
  const { posts, user, areas } = useWorkstation();
  const change = useLive(posts.change) ?? null;
  const hasNames = useLive(areas) !== undefined;
  if (change === null || !hasNames) return null;
  const { from, gone, handedOver } = change;
  return (
    <Banner
      kind="warn"
      act={
        <>
          {handedOver > 0 && (
            <button type="button" className="ui-link" onClick={onOpenTray}>
              看交接箱
            </button>
          )}
          <button type="button" className="ui-link" onClick={() => void posts.readOn()}>
            知道了
          </button>
        </>
      }
    >
      <b>你的岗位有变化</b>：原来是{postWords(from)}，现在是{postWords(user.posts)}。
      {gone === 0 ? '本机的资料都还归你管。' : `不归你管的 ${count(gone)} 条已从本机拿走；`}
      {handedOver > 0 ? `没送达的 ${count(handedOver)} 条已放进交接箱，交给现在的责任人。` : gone > 0 && '没有漏送的。'}
    </Banner>
  );
}

export interface PostsWaitProps {
  readonly next: readonly Post[];
  readonly postWords: PostWords;
  readonly onMove: () => void;
}

/** Something is being typed: the person says himself when he goes on under the other posts. */
export function PostsWait({ next, postWords, onMove }: PostsWaitProps): JSX.Element {
  return (
    <Banner
      kind="warn"
      act={
        <Button size="small" kind="primary" onClick={onMove}>
          换到新岗位
        </Button>
      }
    >
      <b>你的岗位有变化</b>，现在是{postWords(next)}。手上的先写完存好再换；没送达的都在，换过去接着送。
    </Banner>
  );
}
