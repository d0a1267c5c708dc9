import { useMemo } from 'react';
import type { JSX } from 'react';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import type { StockKind } from '../../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useStateWords } from '../../data/rules-now.ts';
import { fieldName, valueWords } from '../../records/field-names.ts';
import type { Done } from '../../records/use-action.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { PersonHistory } from './history-panel.tsx';
import { timelineOf, type ToldEvent } from './timeline.ts';
import type { PersonInHand } from './use-person.ts';
import { wordsOfChange } from '../../records/words-of-change.ts';

const TABS = ['timeline', 'visits', 'cases', 'history'] as const;
type TabKey = (typeof TABS)[number];
const isTab = (key: string | undefined): key is TabKey => TABS.some((each) => each === key);

export interface RecordTabsProps {
  readonly person: PersonDocument;
  readonly around: PersonInHand;
  readonly nowMs: number;
  readonly today: string;
  readonly tab: string | undefined;
  readonly onTab: (tab: string) => void;
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onDone: (done: Done) => void;
}

const MOST_CASES = 100;

function Told({
  events,
  empty,
  label,
  onOpen,
}: {
  readonly events: readonly ToldEvent[];
  readonly empty: string;
  readonly label: string;
  readonly onOpen: (kind: StockKind, id: string) => void;
}): JSX.Element {
  if (events.length === 0) return <p className="person-quiet person-padded">{empty}</p>;
  return (
    <div className="person-padded">
      <Timeline
        label={label}
        entries={events.map(({ id, title, aside, lines, shape, tone, opens }) => ({
          id,
          shape,
          tone,
          aside,
          title:
            opens === undefined ? (
              title
            ) : (
              <button
                type="button"
                className="person-told"
                onClick={() => {
                  onOpen(opens.kind, opens.id);
                }}
              >
                {title}
              </button>
            ),
          body: lines.length === 0 ? undefined : lines.map((line) => <p key={line}>{line}</p>),
        }))}
      />
    </div>
  );
}

/** What happened around a person: all of it, or one kind. */
export function RecordTabs(props: RecordTabsProps): JSX.Element {
  const stateWords = useStateWords();
  const { person, around, nowMs, today, onTab, onOpen, onDone } = props;
  const { stock, catalogs } = useWorkstation();
  const terms = useLive(catalogs.terms) ?? [];
  const current = isTab(props.tab) ? props.tab : 'timeline';
  const building = around.room?.building;
  const cases = useLive(
    useMemo(
      () =>
        building === undefined
          ? undefined
          : stock.list({
              query: {
                kind: 'case',
                where: [{ field: 'building', op: 'in', values: [building] }],
                sort: { by: 'reportedAt', down: true },
              },
              from: 0,
              count: MOST_CASES,
            }),
      [stock, building],
    ),
  );
  const parts = {
    nowMs,
    today,
    targets: around.targets,
    history: around.history,
    objections: around.objections,
    cases: cases?.rows ?? [],
    wordsOfChange: (change: (typeof around.history)[number]) =>
      wordsOfChange(
        change,
        (path) => fieldName('person', path),
        (path, value) => valueWords('person', path, value, terms),
      ),
    addressOf: (room: string) =>
      around.homes.find(({ stay, address }) => stay.room === room && address !== '')?.address,
    wordsOfCaseState: ({ state }: { readonly state: keyof typeof stateWords }) => stateWords[state],
  };
  const own = timelineOf({ ...parts, cases: [] });
  const visits = own.filter(({ kind }) => kind === 'visit' || kind === 'overdue');
  const ofBuilding = timelineOf(parts).filter(({ kind }) => kind === 'case');
  return (
    <section className="ui-panel person-record" aria-label="经过">
      <Tabs
        label="经过"
        tabs={[
          { key: 'timeline', label: '时间线', count: own.length },
          { key: 'visits', label: '走访', count: visits.length },
          { key: 'cases', label: '本楼事件', count: cases?.total ?? 0 },
          { key: 'history', label: '字段历史', count: around.history.length },
        ]}
        current={current}
        onChange={onTab}
      >
        {current === 'timeline' && (
          <Told label="时间线，新的在前" events={own} empty="还没有记过什么。" onOpen={onOpen} />
        )}
        {current === 'visits' && (
          <Told label="走访，新的在前" events={visits} empty="没有走访过，也没有派走访。" onOpen={onOpen} />
        )}
        {current === 'cases' && (
          <Told label="本楼事件，新的在前" events={ofBuilding} empty="本楼没有事件。" onOpen={onOpen} />
        )}
        {current === 'history' && (
          <div className="person-padded">
            <PersonHistory subject={person._id} onDone={onDone} />
          </div>
        )}
      </Tabs>
    </section>
  );
}
