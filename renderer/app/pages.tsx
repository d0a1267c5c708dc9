import { useCallback } from 'react';
import type { JSX } from 'react';
import { CatalogsPage } from '../features/catalogs/catalogs-page.tsx';
import { CasePage } from '../features/cases/case-page.tsx';
import { CasesPage } from '../features/cases/cases-page.tsx';
import { ImportPage } from '../features/cases/import/import-page.tsx';
import { askAnew } from '../features/cases/list-memory.ts';
import { mayImport } from '../features/cases/import/may-import.ts';
import type { StockKind } from '../../shared/stock/rows.ts';
import type { QueueKey } from '../features/cases/queues.ts';
import { DeskPage } from '../features/desk/desk-page.tsx';
import { HealthPage } from '../features/health/health-page.tsx';
import { BuildingPage } from '../features/building/building-page.tsx';
import { IndicatorsPage } from '../features/indicators/indicators-page.tsx';
import { MapPage } from '../features/map/map-page.tsx';
import { targetText } from '../features/map/picked-object.ts';
import { PersonPage } from '../features/person/person-page.tsx';
import { PlacePage } from '../features/places/place-page.tsx';
import { ReportPage } from '../features/report/report-page.tsx';
import { SettingsPage } from '../features/settings/settings-page.tsx';
import { IssuesPage } from '../features/stock/issues-page.tsx';
import { StockPage } from '../features/stock/stock-page.tsx';
import { SyncPage } from '../features/sync/sync-page.tsx';
import { TasksPage } from '../features/tasks/tasks-page.tsx';
import { NoRightState } from '../ui/no-right-state.tsx';
import { useWorkstation } from '../data/hooks.ts';
import { mayOpen } from './may-open.ts';
import type { Preferences } from './preferences.ts';
import { routeOfRecord, type Route } from './route.ts';
import { routeOfSubject } from './route-of-subject.ts';
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

/** Who has what a person may not open, where that is not the clerk of the street. */
const ASK_WHOM: Readonly<Partial<Record<Route['kind'], string>>> = {
  report: '网格员或社区受理员',
  import: '街道受理员或社区受理员',
};

/** The only place where features meet: each gets the way to the others as a function. */
export function Pages(props: PagesProps): JSX.Element {
  const { router, canReport, preferences, onPreferences, scope, postWords, onLock, onSignOut } = props;
  const workstation = useWorkstation();
  const { user, records } = workstation;
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
  const takeFilesIn = useCallback(() => {
    go({ kind: 'import' });
  }, [go]);
  const showOnMap = useCallback(
    (id: string) => {
      go({ kind: 'map', picked: targetText({ kind: 'point', id }) });
    },
    [go],
  );
  const openRecord = useCallback(
    (kind: StockKind, id: string) => {
      go(routeOfRecord(kind, id));
    },
    [go],
  );
  const openSubject = useCallback(
    async (id: string, act?: string) => {
      const found = await routeOfSubject(records, id, act);
      if (found !== undefined) go(found);
      return found !== undefined;
    },
    [records, go],
  );
  const openDraft = useCallback(
    (draft: string) => {
      go({ kind: 'report', draft });
    },
    [go],
  );
  const openBuilding = useCallback(
    (id: string, room?: string) => {
      go({ kind: 'building', id, ...(room === undefined ? {} : { room }) });
    },
    [go],
  );
  const openQueue = (queue: string): void => {
    askAnew(workstation);
    go({ kind: 'cases', queue });
  };
  const showOnMapAs = (kind: string) => (id: string) => {
    go({ kind: 'map', picked: `${kind}:${id}` });
  };
  const showRecordOnMap = useCallback(
    (kind: StockKind, id: string) => {
      go({ kind: 'map', picked: `${kind}:${id}` });
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
    return <NoRightState myScope={scope} askWhom={ASK_WHOM[route.kind] ?? '街道受理员'} onBack={back} />;
  }
  switch (route.kind) {
    case 'desk':
      return (
        <DeskPage
          onReport={report}
          canReport={canReport}
          onOpenDraft={openDraft}
          onOpenCase={openCase}
          onOpenQueue={openQueue}
          onOpenRefused={() => {
            go({ kind: 'sync', tab: 'refused' });
          }}
          onOpenRecord={openRecord}
          onOpenStock={(filter) => {
            go({ kind: 'stock', filter });
          }}
          onOpenIssues={(rule) => {
            go({ kind: 'issues', rule });
          }}
          onOpenTasks={() => {
            go({ kind: 'tasks' });
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
          onOpenQueue={openQueue}
          onReportAt={(point) => {
            go({ kind: 'report', at: atText(point) });
          }}
          canReport={canReport}
          onOpen={openRecord}
          onOpenBuilding={openBuilding}
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
          onImport={mayImport(user) ? takeFilesIn : undefined}
          onShowOnMap={showOnMap}
        />
      );
    case 'import':
      return (
        <ImportPage
          scope={scope}
          onOpenCase={openCase}
          onBack={() => {
            go({ kind: 'cases' });
          }}
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
          onOpenCase={openCase}
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
    case 'stock':
      return (
        <StockPage
          list={route.list}
          filter={route.filter}
          onList={(list, filter) => {
            replace({ kind: 'stock', list, ...(filter === undefined ? {} : { filter }) });
          }}
          onOpen={openRecord}
          onShowOnMap={showRecordOnMap}
          onIssues={() => {
            go({ kind: 'issues' });
          }}
        />
      );
    case 'issues':
      return (
        <IssuesPage
          rule={route.rule}
          onRule={(rule) => {
            replace({ kind: 'issues', ...(rule === undefined ? {} : { rule }) });
          }}
          onOpen={openRecord}
          onOpenBuilding={openBuilding}
          onOpenTask={(task) => {
            go({ kind: 'tasks', task });
          }}
          onBack={back}
        />
      );
    case 'person':
      return (
        <PersonPage
          key={route.id}
          id={route.id}
          tab={route.tab}
          onTab={(tab) => {
            replace({ kind: 'person', id: route.id, tab });
          }}
          onOpen={openRecord}
          onBack={back}
        />
      );
    case 'building':
      return (
        <BuildingPage
          id={route.id}
          room={route.room}
          onRoom={(building, room) => {
            replace({ kind: 'building', id: building, ...(room === undefined ? {} : { room }) });
          }}
          onOpen={openRecord}
          onShowOnMap={showOnMapAs('building')}
          onBack={back}
        />
      );
    case 'place':
      return (
        <PlacePage
          key={route.id}
          id={route.id}
          onOpen={openRecord}
          onOpenBuilding={openBuilding}
          onShowOnMap={showRecordOnMap}
          onBack={back}
        />
      );
    case 'indicators':
      return (
        <IndicatorsPage
          at={route.at}
          onMove={(at) => {
            replace({ kind: 'indicators', at });
          }}
          onOpenCase={openCase}
        />
      );
    case 'catalogs':
      return (
        <CatalogsPage
          picked={route.picked}
          onPick={(picked) => {
            replace({ kind: 'catalogs', picked });
          }}
          onOpenCase={openCase}
        />
      );
    case 'tasks':
      return (
        <TasksPage
          task={route.task}
          target={route.target}
          onMove={(task, target) => {
            replace({
              kind: 'tasks',
              ...(task === undefined ? {} : { task }),
              ...(target === undefined ? {} : { target }),
            });
          }}
          onOpen={openRecord}
          onReportAt={(point) => {
            go({ kind: 'report', at: atText(point) });
          }}
        />
      );
    case 'sync':
      return (
        <SyncPage
          tab={route.tab}
          onTab={(tab) => {
            replace({ kind: 'sync', tab });
          }}
          onOpenSubject={openSubject}
          onOpenDraft={openDraft}
        />
      );
    case 'health':
      return <HealthPage />;
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
