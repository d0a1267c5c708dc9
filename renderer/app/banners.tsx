import { useEffect, useState } from 'react';
import type { JSX } from 'react';
import type { Post } from '../../shared/domain/staff.ts';
import { VERSION_WORDS } from '../../shared/sync/wire.ts';
import type { SyncStatus, Trouble } from '../data/api.ts';
import { STOPPED } from '../data/session/session-calls.ts';
import { diskWords } from '../data/storage/disk-watch.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { pullSentence } from '../lib/pull-words.ts';
import { repairWords } from '../lib/repair-words.ts';
import { durationWords, hourMinute } from '../lib/shanghai-time.ts';
import { useNow } from '../lib/use-now.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { backWords, type ConnectionTeller } from './connection-story.ts';
import { PostsWait } from './posts-banner.tsx';
import { useWaitingVersion } from './service-worker-client.ts';

export interface BannersProps {
  readonly story: ConnectionTeller;
  readonly scope: string;
  readonly onOpenQueued: () => void;
  readonly onOpenSync: () => void;
  readonly postWords: (posts: readonly Post[]) => string;
  readonly onMovePosts: () => void;
  /** The centre says that this account works no more. */
  readonly onStopped: () => void;
}

/** Below this a device clock is right enough; above it one banner says what it means. */
const CLOCK_TELLS_FROM_MS = 5 * 60_000;

/** Found again is what had no receipt; everything else comes from the centre anew. */
const REST_WORDS = { online: '其余资料正从中心重新取。', offline: '其余资料要等联网，从中心重新取。' } as const;

/** That all is well again is news for so long. */
const BACK_IS_NEWS_MS = 60_000;

/** With these a password changes nothing: it waits for another version. */
const OF_VERSIONS: ReadonlySet<string> = new Set(Object.values(VERSION_WORDS));

/** What a change of version keeps, and what of it is in memory only. */
const WITH_NEW_VERSION = '换用要重新输入密码；上报的草稿都在本机，别处填了还没交的话和照片不保留，先办完再换。';

/** Lasting conditions in the flow of the page, the gravest first; one at a time, but for the first pull and a repair. */
export function Banners({ scope, ...rest }: BannersProps): JSX.Element {
  const { sync } = useWorkstation();
  const status = useLive(sync.status);
  return (
    <>
      {status !== undefined && !status.firstPull.done && (
        <FirstPull status={status} scope={scope} onOpen={rest.onOpenSync} />
      )}
      <Repaired onOpenQueued={rest.onOpenQueued} />
      <Gravest status={status} {...rest} />
    </>
  );
}

/** A store that was lost and made whole again: said until somebody has read it. */
function Repaired({ onOpenQueued }: { readonly onOpenQueued: () => void }): JSX.Element | null {
  const { storage, sync } = useWorkstation();
  const repair = useLive(storage.state)?.repair ?? null;
  const status = useLive(sync.status);
  if (repair === null) return null;
  const { found, missing } = repair;
  return (
    <Banner
      kind={missing === 0 ? 'ok' : 'bad'}
      act={
        <button
          type="button"
          className="ui-link"
          onClick={() => {
            void storage.readOn();
            if (missing > 0) onOpenQueued();
          }}
        >
          知道了
        </button>
      }
    >
      {repairWords(found, missing)}
      {status?.firstPull.done === false && REST_WORDS[status.online ? 'online' : 'offline']}
    </Banner>
  );
}

type GravestProps = Omit<BannersProps, 'scope'> & { readonly status: SyncStatus | undefined };

function Gravest(props: GravestProps): JSX.Element | null {
  const { story, status, postWords, onMovePosts, onOpenQueued, onOpenSync, onStopped } = props;
  const { clock, storage, posts } = useWorkstation();
  const nextPosts = useLive(posts.next) ?? null;
  const disk = useLive(storage.disk);
  const told = useLive(story);
  const now = useNow(clock.nowMs);
  const useVersion = useWaitingVersion();
  const isAllSent = told?.kind === 'back' && told.waiting === 0 && told.returned === 0;
  useEffect(() => {
    if (!isAllSent) return;
    const timer = setTimeout(story.readOn, BACK_IS_NEWS_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [story, isAllSent]);
  const deviation = clock.deviationMs();
  const seeQueued = (words: string): JSX.Element => (
    <button type="button" className="ui-link" onClick={onOpenQueued}>
      {words}
    </button>
  );

  if (nextPosts !== null) return <PostsWait next={nextPosts} postWords={postWords} onMove={onMovePosts} />;
  const useNewVersion = useVersion !== undefined && (
    <button type="button" className="ui-link" onClick={useVersion}>
      现在换用
    </button>
  );
  if (status !== undefined && status.halted !== null && OF_VERSIONS.has(status.halted)) {
    return (
      <Banner kind="bad" act={useNewVersion}>
        {status.halted}资料照常能看，事情照常能办。{useNewVersion !== false && WITH_NEW_VERSION}
      </Banner>
    );
  }
  if (status !== undefined && status.halted !== null) return <Halted words={status.halted} onStopped={onStopped} />;
  if (disk?.isReadOnly === true) {
    return (
      <Banner kind="bad">
        <b>{diskWords(disk)}，已转为只读</b>，已写的都在。没送达的接着送；清出空间后自动恢复。
      </Banner>
    );
  }
  if (told?.kind === 'offline') {
    return (
      <Banner kind="offline" act={told.waiting > 0 ? seeQueued(`查看待送 ${String(told.waiting)} 条`) : undefined}>
        <b>当前离线</b>（自 {hourMinute(told.since)} 起，{durationWords(now - Date.parse(told.since))}
        ）。照常工作，内容先存本机；恢复网络后自动送达，没送达前不会显示“已送达”。
      </Banner>
    );
  }
  if (told?.kind === 'back') {
    if (told.waiting > 0) {
      return (
        <Banner kind="info" act={seeQueued('看待送')}>
          已恢复联机，还有 {told.waiting} 条正在送。
        </Banner>
      );
    }
    if (told.returned > 0) {
      return (
        <Banner
          kind="warn"
          act={
            <button
              type="button"
              className="ui-link"
              onClick={() => {
                story.readOn();
                onOpenSync();
              }}
            >
              看退回箱
            </button>
          }
        >
          {backWords(told)}（{hourMinute(told.at)}）。
        </Banner>
      );
    }
    return (
      <Banner
        kind="ok"
        act={
          <button type="button" className="ui-link" onClick={story.readOn}>
            知道了
          </button>
        }
      >
        {backWords(told)}（{hourMinute(told.at)}）。
      </Banner>
    );
  }
  if (clock.verified() && Math.abs(deviation) >= CLOCK_TELLS_FROM_MS) {
    return (
      <Banner kind="warn">
        本机时钟{deviation > 0 ? '快' : '慢'}了 {durationWords(deviation)}
        ，已按可信时间记，不影响先后。把本机时间设为自动校准就好。
      </Banner>
    );
  }
  if (useNewVersion !== false) {
    return (
      <Banner kind="info" act={useNewVersion}>
        新版本已备好。{WITH_NEW_VERSION}不换也可以接着用。
      </Banner>
    );
  }
  return null;
}

/** Usable parts first, and an honest remaining time; the counts where nothing better can be said. */
function FirstPull({
  status,
  scope,
  onOpen,
}: {
  readonly status: SyncStatus;
  readonly scope: string;
  readonly onOpen: () => void;
}): JSX.Element {
  const count = (number: number): string => number.toLocaleString('zh-CN');
  const { kinds } = status.firstPull;
  const sentence = pullSentence(status.firstPull);
  const got = kinds.reduce((sum, kind) => sum + kind.got, 0);
  const total = kinds.reduce((sum, kind) => sum + (kind.total ?? kind.got), 0);
  const counted = sentence === null ? `已到 ${count(got)} 条` : `已取 ${count(got)} / 共 ${count(total)}`;
  const what = `${/\d{6}/.test(scope) ? '你范围内' : scope}的资料`;
  return (
    <Banner
      kind="info"
      act={
        <button type="button" className="ui-link" onClick={onOpen}>
          看还差哪些
        </button>
      }
    >
      {status.online ? <b>正在取{what}</b> : <b>{what}还没取齐</b>}，到了的就能用，
      {status.online ? '不用等。' : '联网后接着取，不用重来。'}
      {sentence ?? ''}（{counted}）
    </Banner>
  );
}

/** The server answers but takes no more: the password is asked for again, without closing the store. */
function Halted({ words, onStopped }: { readonly words: string; readonly onStopped: () => void }): JSX.Element {
  const { sync } = useWorkstation();
  const [isAsking, setAsking] = useState(false);
  const [password, setPassword] = useState('');
  const [trouble, setTrouble] = useState<Trouble>();
  const [isBusy, setBusy] = useState(false);
  const close = (): void => {
    setAsking(false);
    setPassword('');
    setTrouble(undefined);
  };
  const enter = (): void => {
    if (isBusy || password === '') return;
    setBusy(true);
    void sync.signInAgain(password).then((outcome) => {
      setBusy(false);
      if (outcome.ok) close();
      else if (outcome.trouble.code === STOPPED) onStopped();
      else setTrouble(outcome.trouble);
    });
  };
  return (
    <>
      <Banner
        kind="bad"
        act={
          <button
            type="button"
            className="ui-link"
            onClick={() => {
              setAsking(true);
            }}
          >
            输入密码
          </button>
        }
      >
        {words} 本机写的都在，可以接着工作。
      </Banner>
      {isAsking && (
        <Dialog
          title="再输入一次密码"
          note="本机的内容不会关"
          onClose={close}
          acts={
            <>
              <Button kind="primary" {...(isBusy ? { busyText: '正在登录…' } : {})} onClick={enter}>
                接着同步
              </Button>
              <Button onClick={close}>取消</Button>
            </>
          }
        >
          <form
            onSubmit={(event) => {
              event.preventDefault();
              enter();
            }}
          >
            <PasswordField
              value={password}
              onChange={setPassword}
              autoFocus
              error={trouble === undefined ? undefined : `${trouble.what}${trouble.safe}${trouble.next}`}
            />
          </form>
        </Dialog>
      )}
    </>
  );
}
