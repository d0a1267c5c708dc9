import type { JSX } from 'react';
import type { StockKind } from '../../../shared/stock/rows.ts';
import { useStateWords } from '../../data/rules-now.ts';
import { CHANNEL_NAMES, numberWords, squareOf } from '../../lib/case-words.ts';
import type { AreaWords } from '../../lib/area-words.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { IconBuilding, IconCase, IconClose, IconMap, IconPlace } from '../../ui/icons.tsx';
import { PaneHead } from '../../ui/panel.tsx';
import { StageSquares } from '../../ui/stage-squares.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { BuildingPart } from './building-part.tsx';
import { CaseLines } from './case-lines.tsx';
import { FactsList, type Fact } from './facts-list.tsx';
import { classOfArea, hasClass } from './layers.ts';
import { objectName, type PickedObject } from './picked-object.ts';
import { RecordLines, RecordPart } from './record-part.tsx';

export interface SidePanelProps {
  readonly picked: PickedObject;
  readonly areas: AreaWords;
  readonly nowMs: number;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly canReport: boolean;
  readonly onClose: () => void;
  readonly onOpenCase: (id: string) => void;
  readonly onReportAt: (point: readonly [number, number]) => void;
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onOpenBuilding: (id: string, room?: string) => void;
  readonly onPickRecord: (kind: StockKind, id: string) => void;
}

function pointOf(picked: PickedObject): readonly [number, number] | undefined {
  switch (picked.kind) {
    case 'area':
      return picked.area.kind === 'grid' ? picked.area.labelPoint : undefined;
    case 'building':
      return picked.building.centroid;
    case 'case':
      return picked.row.point;
    case 'record':
      return 'point' in picked.row ? (picked.row.point ?? undefined) : undefined;
    case 'pile':
      return picked.cases[0]?.point;
    case 'records':
      return undefined;
  }
}

const ICONS: Readonly<Record<PickedObject['kind'], JSX.Element>> = {
  area: <IconMap size={18} />,
  building: <IconBuilding />,
  case: <IconCase size={18} />,
  pile: <IconCase size={18} />,
  record: <IconPlace size={18} />,
  records: <IconPlace size={18} />,
};

const KIND_NAMES: Readonly<Partial<Record<string, string>>> = {
  grid: '管理网格',
  unitGrid: '单元网格',
  dutyGrid: '责任网格',
  community: '社区',
  street: '街道',
};

const isStatutory = (kind: string): boolean => kind === 'unitGrid' || kind === 'dutyGrid';

function areaFacts({ area }: PickedObject & { kind: 'area' }, areas: AreaWords): readonly Fact[] {
  return [
    ['种类', [KIND_NAMES[area.kind] ?? area.kind, ...(hasClass(area) ? [classOfArea(area)] : [])].join(' · ')],
    [
      '代码',
      <span key="code" className="ui-code">
        {area.code}
      </span>,
    ],
    ...(area.parent === undefined ? [] : [['属于', areas.fullNameOf(area.parent)] as const]),
    ['界线', area.sketch === true ? '示意边界' : `自 ${area.validFrom} 起`],
  ];
}

function caseFacts({ row }: PickedObject & { kind: 'case' }, areas: AreaWords, nowMs: number): readonly Fact[] {
  return [
    ['编号', numberWords(row.number)],
    ['位置', `${row.address} · ${areas.fullNameOf(row.gridCode)}`],
    ['来源', `${CHANNEL_NAMES[row.channel]} · ${row.reporterName} · ${momentWords(row.reportedAt, nowMs)}`],
    ...(row.description === '' ? [] : [['情况', row.description] as const]),
  ];
}

function Body(props: SidePanelProps & { readonly onReport: (() => void) | undefined }): JSX.Element {
  const { picked, areas, nowMs, today, onReport, onOpenCase, onOpen, onOpenBuilding, onPickRecord } = props;
  const stateWords = useStateWords();
  switch (picked.kind) {
    case 'area':
      return (
        <>
          <FactsList facts={areaFacts(picked, areas)} />
          <CaseLines cases={picked.cases} onOpen={onOpenCase} onReport={onReport} />
        </>
      );
    case 'building':
      return (
        <>
          <BuildingPart
            building={picked.building}
            areas={areas}
            today={today}
            found={picked.found}
            onOpen={onOpen}
            onOpenRoom={(room) => {
              onOpenBuilding(picked.building._id, room);
            }}
          />
          <CaseLines cases={picked.cases} onOpen={onOpenCase} onReport={onReport} />
        </>
      );
    case 'case':
      return (
        <>
          <FactsList facts={caseFacts(picked, areas, nowMs)} />
          <p className="map-page-stage">
            <StageSquares stage={squareOf(picked.row.stage)} words={stateWords[picked.row.state]} />
            {picked.row.unsent > 0 && <StateMark kind="waiting" />}
          </p>
        </>
      );
    case 'record':
      return <RecordPart row={picked.row} areas={areas} today={today} />;
    case 'pile':
      return <CaseLines cases={picked.cases} onOpen={onOpenCase} onReport={onReport} />;
    case 'records':
      return (
        <RecordLines
          kind={picked.record}
          ids={picked.ids}
          onPick={(id) => {
            onPickRecord(picked.record, id);
          }}
        />
      );
  }
}

/** The one thing to do with what is in hand. */
function mainAct(props: SidePanelProps): { readonly words: string; readonly run: () => void } | undefined {
  const { picked, onOpenCase, onOpen, onOpenBuilding } = props;
  switch (picked.kind) {
    case 'case':
      return {
        words: '打开这件',
        run: () => {
          onOpenCase(picked.row.id);
        },
      };
    case 'building':
      return {
        words: '打开楼栋图',
        run: () => {
          onOpenBuilding(picked.building._id);
        },
      };
    case 'record':
      return {
        words: '打开档案',
        run: () => {
          onOpen(picked.row.kind, picked.row.id);
        },
      };
    case 'area':
    case 'pile':
    case 'records':
      return undefined;
  }
}

/** About the object in hand. Closing it keeps the map where it is. */
export function SidePanel(props: SidePanelProps): JSX.Element {
  const { picked, areas, canReport, onClose, onReportAt } = props;
  const point = pointOf(picked);
  const act = mainAct(props);
  const onReport =
    point === undefined || !canReport
      ? undefined
      : (): void => {
          onReportAt(point);
        };
  return (
    <aside className="map-page-side" aria-label={objectName(picked)}>
      <PaneHead
        title={
          picked.kind === 'area' && !isStatutory(picked.area.kind)
            ? areas.fullNameOf(picked.area.code)
            : objectName(picked)
        }
        icon={ICONS[picked.kind]}
        acts={<IconButton name="关闭（Esc）" icon={<IconClose />} onClick={onClose} />}
      />
      <div className="map-page-side-body">
        <Body {...props} onReport={onReport} />
      </div>
      {act !== undefined && (
        <div className="map-page-side-acts">
          <Button kind="primary" wide onClick={act.run}>
            {act.words}
          </Button>
          {picked.kind === 'case' && onReport !== undefined && <Button onClick={onReport}>在此新上报</Button>}
        </div>
      )}
    </aside>
  );
}
