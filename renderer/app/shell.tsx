import { useCallback, useEffect, useMemo, useState } from 'react';
import type { JSX } from 'react';
import { actOf } from '../../shared/cases/acts.ts';
import {
  keepsCatalogs,
  looksAfterTerminals,
  mayReadType,
  mayWriteType,
  seesIndicators,
  triesRules,
} from '../../shared/access/rights.ts';
import { ROLE_NAMES } from '../../shared/domain/roles.ts';
import type { Post } from '../../shared/domain/staff.ts';
import type { StockKind } from '../../shared/stock/rows.ts';
import type { SyncStatus } from '../data/api.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { waitsForMe } from '../data/records/api.ts';
import { waitingCount } from '../features/desk/today.ts';
import { FindBox } from '../features/find/find-box.tsx';
import { areaWords, type AreaWords } from '../lib/area-words.ts';
import { maskName } from '../../shared/domain/identifiers/mask.ts';
import { fullMoment, shanghaiDay, stampWords } from '../lib/shanghai-time.ts';
import { useNow } from '../lib/use-now.ts';
import { applyZoom } from '../lib/zoom.ts';
import { Banner } from '../ui/banner.tsx';
import { Frame } from '../ui/frame/frame.tsx';
import type { RailItem } from '../ui/frame/rail.tsx';
import { IconSettings } from '../ui/icons.tsx';
import { useAnnounce } from '../ui/live-region.tsx';
import { ShortcutSheet } from '../ui/shortcut-sheet.tsx';
import { Shortcuts, useShortcuts } from '../ui/shortcuts.tsx';
import { Banners } from './banners.tsx';
import { tellConnection } from './connection-story.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { MODULE_WORDS, moduleRoute, useModules, useTasksDue } from './modules.ts';
import { Pages } from './pages.tsx';
import { PostsChanged } from './posts-banner.tsx';
import { keepPreferences, readPreferences, type Preferences } from './preferences.ts';
import { hashOf, MODULE_OF, routeOfRecord, type Route } from './route.ts';
import { useIdleLock } from './use-idle-lock.ts';
import { useRoute, type Router } from './use-route.ts';

export interface ShellProps {
  readonly onLock: () => void;
  readonly onSignOut: () => void;
  /** The account was found stopped, with so much that is not sent. */
  readonly onStopped: (unsent: number) => void;
  /** With `posts.next`: goes on under the other posts. */
  readonly onMovePosts: () => void;
}

const NOTHING = [] as const;

/** What had the focus may have gone with its page: then it lands on the new one, so that Tab and a screen reader go on there. */
function useFocusOnNewPage(route: Route): void {
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const { activeElement } = document;
      if (activeElement === null || activeElement === document.body)
        document.getElementById('frame-main')?.focus({ preventScroll: true });
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [route]);
}

/** Everything one sees once signed in. */
export function Shell(props: ShellProps): JSX.Element {
  const { user } = useWorkstation();
  const [preferences, setPreferences] = useState<Preferences>(() => readPreferences(user.account));
  useEffect(() => {
    applyZoom(preferences.zoom);
    return () => {
      applyZoom(1);
    };
  }, [preferences.zoom]);
  return (
    <Shortcuts lettersOff={preferences.lettersOff}>
      <FramedPages
        {...props}
        preferences={preferences}
        onPreferences={(next) => {
          keepPreferences(user.account, next);
          setPreferences(next);
        }}
      />
    </Shortcuts>
  );
}

interface FramedPagesProps extends ShellProps {
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
}

function FramedPages({
  onLock,
  onSignOut,
  onStopped,
  onMovePosts,
  preferences,
  onPreferences,
}: FramedPagesProps): JSX.Element {
  const workstation = useWorkstation();
  const { user, clock, sync, policy, terminal } = workstation;
  const seesCases = mayReadType(user, 'case');
  const seesStock = mayReadType(user, 'enterprise');
  const seesTasks = mayReadType(user, 'target');
  const looksAfter = looksAfterTerminals(user);
  const home: Route = useMemo(
    () => ({ kind: seesCases ? 'desk' : looksAfter ? 'health' : 'sync' }),
    [seesCases, looksAfter],
  );
  const router = useRoute(home);
  const status = useLive(sync.status);
  const open = useLive(workstation.cases.open) ?? NOTHING;
  const conflicts = (useLive(workstation.records.disputes) ?? NOTHING).filter(waitsForMe).length;
  const areas = areaWords(useLive(workstation.areas) ?? NOTHING);
  const now = useNow(clock.nowMs, 10_000);
  const [story] = useState(() => tellConnection(sync.status));
  const [showsKeys, setShowsKeys] = useState(false);
  useIdleLock(policy.idleLockMinutes, workstation.windows, onLock);

  const handedToMe = (useLive(workstation.handovers.incoming) ?? NOTHING).filter(
    ({ state }) => state === 'open',
  ).length;
  const tasksDue = useTasksDue(shanghaiDay(now));
  const modules = useModules(
    {
      ...{ seesCases, seesStock, seesTasks, looksAfter },
      counts: seesIndicators(user),
      seesTables: keepsCatalogs(user) || triesRules(user),
    },
    { waiting: waitingCount(open, user), refused: status?.counts.refused ?? 0, handedToMe, tasksDue },
  );
  const current = MODULE_OF[router.route.kind];
  const goTo = (key: string): void => {
    const route = moduleRoute(key);
    if (route !== undefined) router.go(route);
  };
  const canReport = user.posts.some(({ role }) => actOf('report').roles.includes(role)) && mayWriteType(user, 'case');
  useAppShortcuts(
    router,
    modules,
    canReport,
    goTo,
    () => void sync.syncNow(),
    () => {
      setShowsKeys(true);
    },
  );
  useSpokenChanges(status, status?.counts.refused ?? 0);
  useEffect(() => {
    document.title = `${MODULE_WORDS[current]} · 网格治理工作站`;
  }, [current]);
  useEffect(() => {
    story.readOn();
  }, [story, router.route]);
  useFocusOnNewPage(router.route);

  const openRecord = useCallback(
    (kind: StockKind, id: string) => {
      router.go(routeOfRecord(kind, id));
    },
    [router],
  );
  const showOnMap = useCallback(
    (kind: StockKind, id: string) => {
      router.go({ kind: 'map', picked: `${kind}:${id}` });
    },
    [router],
  );
  const [post] = user.posts;
  const postName = [...new Set(user.posts.map(({ role }) => ROLE_NAMES[role]))].join('、');
  const scope = post === undefined ? '' : areas.scopeWords(post.scope);
  const postWords = (posts: readonly Post[]): string => postWordsOf(posts, areas);
  return (
    <Frame
      scope={/^\d+$/.test(scope) ? '' : scope}
      person={{ name: user.displayName, post: postName }}
      onSignOut={onSignOut}
      sync={{
        isOnline: status?.online ?? true,
        isHalted: status !== undefined && status.halted !== null,
        waiting: status?.counts.queued ?? 0,
        conflicts,
        refused: status?.counts.refused ?? 0,
      }}
      onOpenSync={() => {
        router.go({ kind: 'sync', ...(conflicts > 0 ? { tab: 'conflicts' } : {}) });
      }}
      search={seesStock && <FindBox onOpen={openRecord} onShowOnMap={showOnMap} />}
      modules={modules}
      footModules={[{ key: 'settings', label: MODULE_WORDS.settings, icon: IconSettings }]}
      current={current}
      onNavigate={goTo}
      banner={
        <>
          {!seesCases && (
            <Banner kind="info">
              {postName}的工作在中心服务器上用命令办理，开号、改密码、停用账号是 <code>grid-workstation user …</code>
              （用 Docker 装的是 <code>docker compose exec sync-1 node out/server/main.js user … --data /data</code>
              ）；这里有{looksAfter ? '同步健康、' : ''}
              {keepsCatalogs(user) ? '目录规则、' : ''}同步和设置，没有事件和居民资料。
            </Banner>
          )}
          <PostsChanged
            postWords={postWords}
            onOpenTray={() => {
              router.go({ kind: 'sync', tab: 'handovers' });
            }}
          />
          <Banners
            story={story}
            scope={scope}
            postWords={postWords}
            onMovePosts={onMovePosts}
            onStopped={() => {
              onStopped(status?.counts.queued ?? 0);
            }}
            onOpenSync={() => {
              router.go({ kind: 'sync' });
            }}
            onOpenQueued={() => {
              router.go({ kind: 'sync', tab: 'queued' });
            }}
          />
        </>
      }
      terminal={terminal}
      trustedTime={fullMoment(now)}
      isTimeReckoned={!clock.verified() || status?.online === false}
      watermark={[`${maskName(user.displayName)} ${postName}`, `终端 ${terminal}  ${stampWords(now)}`]}
    >
      <ErrorBoundary resetKey={hashOf(router.route)}>
        <Pages
          router={router}
          canReport={canReport}
          preferences={preferences}
          onPreferences={onPreferences}
          scope={scope}
          postWords={postWords(user.posts)}
          onLock={onLock}
          onSignOut={onSignOut}
        />
      </ErrorBoundary>
      {showsKeys && (
        <ShortcutSheet
          onClose={() => {
            setShowsKeys(false);
          }}
        />
      )}
    </Frame>
  );
}

const postWordsOf = (posts: readonly Post[], areas: AreaWords): string =>
  posts.map((post) => `${ROLE_NAMES[post.role]} · ${areas.scopeWords(post.scope)}`).join('；');

function useAppShortcuts(
  router: Router,
  modules: readonly RailItem[],
  canReport: boolean,
  goTo: (key: string) => void,
  syncNow: () => void,
  showKeys: () => void,
): void {
  const group = '到处可用';
  useShortcuts(
    [
      ...(canReport
        ? [
            {
              keys: 'N',
              label: '新上报',
              group,
              inStatusBar: true,
              run: () => {
                router.go({ kind: 'report' });
              },
            },
          ]
        : []),
      ...modules.map(({ key }, at) => ({
        keys: `Alt+${String(at + 1)}`,
        print: `Alt 1–${String(modules.length)}`,
        label: '切换到工作台…同步',
        group,
        run: () => {
          goTo(key);
        },
      })),
      { keys: 'Ctrl+Enter', label: '提交', group },
      { keys: 'F5', label: '现在同步', group, run: syncNow },
      { keys: '?', label: '全部快捷键', group, inStatusBar: true, run: showKeys },
      { keys: 'Escape', label: '关闭 / 返回', group },
    ],
    { layer: 'app' },
  );
}

/** Changes of sync in one polite voice, for those who do not see the button. */
function useSpokenChanges(status: SyncStatus | undefined, refused: number): void {
  const announce = useAnnounce();
  const isHalted = (status?.halted ?? null) !== null;
  const words = !(status?.online ?? true) ? '离线工作中，照常工作。' : isHalted ? '暂停送达。' : '已联机。';
  const isKnown = status !== undefined;
  useEffect(() => {
    if (isKnown) announce(words, 'connection');
  }, [announce, isKnown, words]);
  useEffect(() => {
    if (refused > 0) announce(`退回箱里有 ${String(refused)} 条。`, 'refused');
  }, [announce, refused]);
}
