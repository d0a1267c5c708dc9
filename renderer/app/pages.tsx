import { useCallback } from 'react';
import type { JSX } from 'react';
import { CasePage } from '../features/cases/case-page.tsx';
import { CasesPage } from '../features/cases/cases-page.tsx';
import type { QueueKey } from '../features/cases/queues.ts';
import { DeskPage } from '../features/desk/desk-page.tsx';
import { MapPage } from '../features/map/map-page.tsx';
import { targetText } from '../features/map/picked-object.ts';
import { ReportPage } from '../features/report/report-page.tsx';
import { SettingsPage } from '../features/settings/settings-page.tsx';
import { SyncPage } from '../features/sync/sync-page.tsx';
import { NoRightState } from '../ui/no-right-state.tsx';
import { useWorkstation } from '../data/hooks.ts';
import { mayOpen } from './may-open.ts';
import type { Preferences } from './preferences.ts';
import type { Router } from './use-route.ts';
import { VERSION } from './version.ts';

export interface PagesProps {
  readonly router: Router;
  readonly canReport: boolean;
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
  /** The person's own scope in words. */
  readonly scope: string;
  readonly postWords: string;
  readonly onLock: () => void;
  readonly onSignOut: () => void;
}

const atText = ([lon, lat]: readonly [number, number]): string => `${lon.toFixed(6)},${lat.toFixed(6)}`;

/** The only place where features meet: each gets the way to the others as a function. */
export function Pages(props: PagesProps): JSX.Element {
  const { router, canReport, preferences, onPreferences, scope, postWords, onLock, onSignOut } = props;
  const { user } = useWorkstation();
  const { route, go, replace, back } = router;
  const openCase = useCallback(
    (id: string, act?: string) => {
      go({ kind: 'case', id, ...(act === undefined ? {} : { act }) });
    },
    [go],
  );
  const report = useCallback(() => {
    go({ kind: 'report' });
  }, [go]);
  const showOnMap = useCallback(
    (id: string) => {
      go({ kind: 'map', picked: targetText({ kind: 'point', id }) });
    },
    [go],
  );
  const moveInCases = useCallback(
    (queue: QueueKey, picked: string | undefined) => {
      replace({ kind: 'cases', queue, ...(picked === undefined ? {} : { picked }) });
    },
    [replace],
  );

  if (!mayOpen(user, canReport, route)) {
    return (
      <NoRightState
        myScope={scope}
        askWhom={route.kind === 'report' ? '网格员或社区受理员' : '街道受理员'}
        onBack={back}
      />
    );
  }
  switch (route.kind) {
    case 'desk':
      return (
        <DeskPage
          onReport={report}
          canReport={canReport}
          onOpenDraft={(draft) => {
            go({ kind: 'report', draft });
          }}
          onOpenCase={openCase}
          onOpenQueue={(queue) => {
            go({ kind: 'cases', queue });
          }}
          onOpenRefused={() => {
            go({ kind: 'sync', tab: 'refused' });
          }}
        />
      );
    case 'map':
      return (
        <MapPage
          picked={route.picked}
          onMove={(picked) => {
            replace({ kind: 'map', ...(picked === undefined ? {} : { picked }) });
          }}
          onOpenCase={openCase}
          onOpenQueue={(queue) => {
            go({ kind: 'cases', queue });
          }}
          onReportAt={(point) => {
            go({ kind: 'report', at: atText(point) });
          }}
          canReport={canReport}
        />
      );
    case 'cases':
      return (
        <CasesPage
          queue={route.queue}
          picked={route.picked}
          onMove={moveInCases}
          onOpen={openCase}
          onReport={canReport ? report : undefined}
          onShowOnMap={showOnMap}
        />
      );
    case 'case':
      return (
        <CasePage
          key={route.id}
          id={route.id}
          firstAct={route.act}
          onBack={back}
          onNext={(id) => {
            replace({ kind: 'case', id });
          }}
          onShowOnMap={() => {
            showOnMap(route.id);
          }}
        />
      );
    case 'report':
      return (
        <ReportPage
          draftId={route.draft}
          at={route.at}
          onLeave={back}
          onOpenCase={openCase}
          onKeep={(draft) => {
            replace({ kind: 'report', draft });
          }}
          onAgain={report}
        />
      );
    case 'sync':
      return (
        <SyncPage
          tab={route.tab}
          onTab={(tab) => {
            replace({ kind: 'sync', tab });
          }}
          onOpenCase={openCase}
        />
      );
    case 'settings':
      return (
        <SettingsPage
          zoom={preferences.zoom}
          lettersOff={preferences.lettersOff}
          onChange={(change) => {
            onPreferences({ ...preferences, ...change });
          }}
          onLock={onLock}
          onSignOut={onSignOut}
          postWords={postWords}
          version={VERSION}
        />
      );
  }
}
