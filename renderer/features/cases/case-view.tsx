import { memo, useEffect, useState } from 'react';
import type { JSX, ReactNode } from 'react';
import type { Act } from '../../../shared/cases/acts.ts';
import type { CaseContext } from '../../../shared/cases/case-context.ts';
import { actsFor } from '../../../shared/cases/legal-acts.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { proposalOn } from '../../../shared/cases/dispatch/proposal-on.ts';
import { foldLog } from '../../../shared/cases/fold.ts';
import { groupedCaseNumber } from '../../../shared/domain/case-number.ts';
import { FINAL_STATES, type CaseDocument } from '../../../shared/domain/case.ts';
import { roleName } from '../../../shared/domain/roles.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useRulesNow } from '../../data/rules-now.ts';
import { areaWords } from '../../lib/area-words.ts';
import { channelName, limitWords, NO_NUMBER, squareOf } from '../../lib/case-words.ts';
import { useNow } from '../../lib/use-now.ts';
import { MiniMap } from '../../map/mini-map.tsx';
import { useStreetTiles } from '../../map/use-street-tiles.ts';
import { Chip } from '../../ui/chip.tsx';
import { PhotoStrip } from '../../ui/photo-strip.tsx';
import { PhotoViewer } from '../../ui/photo-viewer.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { StageSquares } from '../../ui/stage-squares.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import type { ShapeName, Tone } from '../../ui/shape.tsx';
import { ActionBar } from './action-bar.tsx';
import { LikelySame } from './likely-same.tsx';
import { MergedReports } from './merged-reports.tsx';
import { CaseClocks } from './case-clocks.tsx';
import { DispatchGrounds } from './dispatch-grounds.tsx';
import { standingLines } from './standing-lines.ts';
import { toldEntries, type ToldEntry } from './timeline-entries.ts';
import type { Acting } from './use-acting.ts';
import { receivedFacts, roughWords } from './received-facts.ts';
import { usePhotos } from './use-photos.ts';

const MARKS: Readonly<Record<ToldEntry['kind'], { readonly shape: ShapeName; readonly tone: Tone }>> = {
  done: { shape: 'check', tone: 'ok' },
  waiting: { shape: 'arrowUp', tone: 'primary' },
  refused: { shape: 'swap', tone: 'violet' },
  sentBack: { shape: 'arrowBack', tone: 'bad' },
};

/** How the open record stands with the centre: its own writes, not those of others. */
function deliveryOf(document: CaseDocument): ReactNode {
  return document.log.some((entry) => entry.stamp === undefined) ? (
    <StateMark kind="waiting" look="chip" />
  ) : (
    <StateMark kind="delivered" look="chip" />
  );
}

function Facts({ document, nowMs }: { readonly document: CaseDocument; readonly nowMs: number }): JSX.Element {
  const workstation = useWorkstation();
  const areas = areaWords(useLive(workstation.areas) ?? []);
  const departments = useLive(workstation.catalogs.departments) ?? [];
  const { finding, standard, department, reporter } = document;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['位置', `${finding.place.address} · ${areas.fullNameOf(document.scope)}${roughWords(finding.place)}`],
    ...(standard === undefined
      ? []
      : [
          [
            '立案标准',
            `${standard.openCondition} → ${standard.closeCondition} · ${limitWords(standard.limit)}`,
          ] as const,
        ]),
    ...(department === undefined
      ? []
      : [['处置部门', departments.find(({ key }) => key === department)?.name ?? department] as const]),
    [
      '来源',
      `${channelName(finding.channel)}${finding.channelNumber === undefined ? '' : ` ${finding.channelNumber}`} · ${roleName(reporter.post.role)} ${reporter.name}`,
    ],
    ...receivedFacts(finding, nowMs),
  ];
  return (
    <div className="cases-facts">
      {finding.description !== '' && <p>{finding.description}</p>}
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** What runs beside the stage: a claim, a request, a supervision, the parts of a joint handling. */
function Standing({
  document,
  context,
  nowMs,
}: {
  readonly document: CaseDocument;
  readonly context: CaseContext;
  readonly nowMs: number;
}): JSX.Element | null {
  const lines = standingLines(document, context, nowMs);
  if (lines.length === 0) return null;
  return (
    <section className="cases-section cases-facts" aria-label="办理中的事项">
      <dl>
        {lines.map(({ name, words }) => (
          <div key={`${name} ${words}`}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Before a case is opened it may still go into another. */
const MAY_BE_MERGED: ReadonlySet<CaseDocument['state']> = new Set(['reported', 'pendingOpen']);

export interface CaseViewProps {
  readonly document: CaseDocument;
  readonly acting: Acting;
  readonly firstAct?: string | undefined;
  readonly onDone: (act: Act) => void;
  /** In the preview pane, or as a page of its own with two columns. */
  readonly look: 'pane' | 'page';
  readonly onShowOnMap: () => void;
  readonly onOpenCase: (id: string) => void;
}

/** Drawn again only when something of the case changes: the list beside it is drawn several times for every answer. That needs functions that stay the same. */
export const CaseView = memo(function CaseView(props: CaseViewProps): JSX.Element {
  const { document, acting, firstAct, onDone, look, onShowOnMap, onOpenCase } = props;
  const workstation = useWorkstation();
  const rulesNow = useRulesNow();
  const now = useNow(workstation.clock.nowMs);
  const tiles = useStreetTiles();
  const photos = usePhotos(document.photos);
  const [openPhoto, setOpenPhoto] = useState<number>();
  const [originals, setOriginals] = useState<ReadonlyMap<string, string>>(new Map());
  const { finding, state, number } = document;
  const openId = openPhoto === undefined ? undefined : photos[openPhoto]?.id;

  useEffect(() => {
    if (openId === undefined) return;
    let isWanted = true;
    void workstation.photos.original(openId).then((outcome) => {
      // Without the original the thumbnail stays; the viewer is honest either way.
      if (isWanted && outcome.ok) setOriginals((before) => new Map(before).set(openId, outcome.value));
    });
    return () => {
      isWanted = false;
    };
  }, [openId, workstation]);

  useShortcuts(
    photos.length === 0
      ? []
      : [
          {
            keys: 'P',
            label: '看照片，← → 翻页',
            group: '办理',
            run: () => {
              setOpenPhoto(0);
            },
          },
        ],
  );

  const fold = foldLog(document.log, workstation.rulebooks);
  const proposed = proposalOn(fold);
  // What this case is kept by, in its own words: another city checks what this one verifies.
  const stateWords = fold.rules.states[state];
  const told = toldEntries(document, now, fold);
  return (
    <article
      className={look === 'page' ? 'cases-view cases-view-page' : 'cases-view'}
      aria-label={finding.category.name}
    >
      <header className="cases-view-head">
        <h2>{finding.category.name}</h2>
        {finding.urgent === true && <Chip tone="bad">紧急</Chip>}
        <span className={number === undefined ? 'cases-number' : 'cases-number ui-code'}>
          {number === undefined ? NO_NUMBER : groupedCaseNumber(number)}
        </span>
        <div className="cases-view-state">
          <StageSquares
            stage={squareOf(document.stage)}
            isClosed={FINAL_STATES.has(state)}
            words={document.round > 0 ? `${stateWords} · 第 ${String(document.round + 1)} 轮` : stateWords}
          />
          {deliveryOf(document)}
        </div>
        <CaseClocks document={document} fold={fold} />
      </header>
      <div className="cases-view-body">
        <Facts document={document} nowMs={now} />
        <div className="cases-media">
          <MiniMap
            tiles={tiles}
            at={{ lon: finding.place.point[0], lat: finding.place.point[1] }}
            label={`位置图：${finding.place.address}`}
            onOpen={onShowOnMap}
          />
          {photos.length > 0 ? (
            <PhotoStrip label={`照片 ${String(photos.length)} 张`} photos={photos} onOpen={setOpenPhoto} />
          ) : (
            <p className="cases-quiet">没有照片</p>
          )}
        </div>
        <MergedReports caseId={document._id} into={document.mergedInto} nowMs={now} onOpenCase={onOpenCase} />
        {MAY_BE_MERGED.has(state) && (
          <LikelySame
            document={document}
            nowMs={now}
            stateWords={(each) => rulesNow.states[each]}
            merge={actsFor(workstation.user, document, isoAt(now), workstation.rulebooks, fold).offered.find(
              ({ act }) => act === 'merge',
            )}
            onMerge={(offer, data, into) => {
              void acting.perform(document._id, offer, data, [], `已${offer.label}到 ${into}`).then((done) => {
                if (done) onDone(offer.act);
              });
            }}
            onOpenCase={onOpenCase}
          />
        )}
        <Standing document={document} context={fold.context} nowMs={now} />
        <DispatchGrounds document={document} proposed={proposed} nowMs={now} />
        <section className="cases-section cases-timeline">
          <h3 className="ui-only-read">经过</h3>
          <Timeline
            label="经过，新的在前"
            entries={told.map((entry) => ({
              id: entry.id,
              title: entry.title,
              aside: entry.aside,
              ...MARKS[entry.kind],
              body:
                entry.lines.length === 0 && entry.kind !== 'waiting' ? undefined : (
                  <>
                    {entry.lines.map((line) => (
                      <p key={line}>{line}</p>
                    ))}
                    {entry.kind === 'waiting' && <StateMark kind="waiting" />}
                  </>
                ),
            }))}
          />
        </section>
      </div>
      <ActionBar
        key={document._id}
        document={document}
        fold={fold}
        acting={acting}
        proposal={proposed?.proposal ?? null}
        firstAct={firstAct}
        onDone={onDone}
      />
      {openPhoto !== undefined && (
        <PhotoViewer
          photos={photos.map((photo) => ({ ...photo, src: originals.get(photo.id) ?? photo.src }))}
          index={openPhoto}
          onIndexChange={setOpenPhoto}
          onClose={() => {
            setOpenPhoto(undefined);
          }}
        />
      )}
    </article>
  );
});
