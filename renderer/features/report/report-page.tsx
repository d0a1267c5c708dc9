import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { NoRightState } from '../../ui/no-right-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { areaWords } from '../../lib/area-words.ts';
import { ReportForm } from './report-form.tsx';
import { useDraftsSaved } from './saves-under-way.ts';
import './report.css';

export interface ReportPageProps {
  readonly draftId: string | undefined;
  /** `lon,lat` when the finding begins at a place of the map. */
  readonly at: string | undefined;
  readonly onLeave: () => void;
  readonly onOpenCase: (id: string) => void;
  /** The same form under the draft's own address, so that Back leads to it. */
  readonly onKeep: (draftId: string) => void;
  /** The address of a fresh form. */
  readonly onAgain: () => void;
}

/** Posts that may report at all (shared/cases/acts.ts). */
const REPORTERS: ReadonlySet<string> = new Set(['gridWorker', 'communityClerk', 'streetClerk']);

function pointOf(at: string | undefined): readonly [number, number] | undefined {
  const [lon, lat] = (at ?? '').split(',').map(Number);
  return lon !== undefined && lat !== undefined && Number.isFinite(lon) && Number.isFinite(lat)
    ? [lon, lat]
    : undefined;
}

/** Waits until what the form needs is here, then opens it once: it never changes under the hand. */
export function ReportPage(props: ReportPageProps): JSX.Element {
  const workstation = useWorkstation();
  const drafts = useLive(workstation.drafts.all);
  const areas = useLive(workstation.areas);
  const buildings = useLive(workstation.buildings);
  const categories = useLive(workstation.catalogs.categories);
  const post = workstation.user.posts.find(({ role }) => REPORTERS.has(role));
  const point = useMemo(() => pointOf(props.at), [props.at]);
  const [round, setRound] = useState(0);
  /** The draft that the form which is open has made: under its address it is the same form. */
  const [own, setOwn] = useState<string>();
  const isSaved = useDraftsSaved();
  if (!isSaved || drafts === undefined || areas === undefined || buildings === undefined || categories === undefined)
    return <Skeleton label="正在准备上报" rows={8} rowHeight={48} />;
  if (post === undefined) {
    const scope = workstation.user.posts[0]?.scope ?? '';
    return (
      <NoRightState myScope={areaWords(areas).scopeWords(scope)} askWhom="网格员或社区受理员" onBack={props.onLeave} />
    );
  }
  return (
    <ReportForm
      key={`${props.draftId === own ? 'new' : (props.draftId ?? 'new')} ${String(round)}`}
      begin={drafts.find((draft) => draft.id === props.draftId)}
      beginAt={point}
      post={post}
      areas={areas}
      buildings={buildings}
      categories={categories}
      onLeave={props.onLeave}
      onOpenCase={props.onOpenCase}
      onKeep={(id) => {
        if (props.draftId === undefined) setOwn(id);
        props.onKeep(id);
      }}
      onAgain={() => {
        setRound(round + 1);
        props.onAgain();
      }}
    />
  );
}
