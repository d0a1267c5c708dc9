import type { JSX } from 'react';
import { STATE_LABELS } from '../../../shared/cases/acts.ts';
import type { CaseRow } from '../../data/api.ts';
import { CHANNEL_NAMES, numberWords, squareOf } from '../../lib/case-words.ts';
import type { AreaWords } from '../../lib/area-words.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { IconBuilding, IconCase, IconClose, IconMap } from '../../ui/icons.tsx';
import { PaneHead } from '../../ui/panel.tsx';
import { StageSquares } from '../../ui/stage-squares.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { objectName, type PickedObject } from './picked-object.ts';

export interface SidePanelProps {
  readonly picked: PickedObject;
  readonly areas: AreaWords;
  readonly nowMs: number;
  readonly canReport: boolean;
  readonly onClose: () => void;
  readonly onOpenCase: (id: string) => void;
  readonly onReportAt: (point: readonly [number, number]) => void;
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, string])[] }): JSX.Element {
  return (
    <dl className="map-page-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function factsOf(picked: PickedObject, areas: AreaWords, nowMs: number): readonly (readonly [string, string])[] {
  switch (picked.kind) {
    case 'area': {
      const { area } = picked;
      return [
        ['代码', area.code],
        ...(area.parent === undefined ? [] : [['属于', areas.fullNameOf(area.parent)] as const]),
        ['界线', area.sketch === true ? '示意边界' : `自 ${area.validFrom} 起`],
      ];
    }
    case 'building': {
      const { building } = picked;
      return [
        ...(building.address === undefined ? [] : [['标准地址', building.address] as const]),
        ['所在网格', areas.fullNameOf(building.scope)],
        ...(building.levels === undefined ? [] : [['建筑', `${String(building.levels)} 层`] as const]),
      ];
    }
    case 'case': {
      const { row } = picked;
      return [
        ['编号', numberWords(row.number)],
        ['位置', `${row.address} · ${areas.fullNameOf(row.gridCode)}`],
        ['来源', `${CHANNEL_NAMES[row.channel]} · ${row.reporterName} · ${momentWords(row.reportedAt, nowMs)}`],
        ...(row.description === '' ? [] : [['情况', row.description] as const]),
      ];
    }
    case 'pile':
      return [];
  }
}

function pointOf(picked: PickedObject): readonly [number, number] | undefined {
  switch (picked.kind) {
    case 'area':
      return picked.area.kind === 'grid' ? picked.area.labelPoint : undefined;
    case 'building':
      return picked.building.centroid;
    case 'case':
      return picked.row.point;
    case 'pile':
      return picked.cases[0]?.point;
  }
}

function CaseLine({ row, onOpen }: { readonly row: CaseRow; readonly onOpen: (id: string) => void }): JSX.Element {
  return (
    <li>
      <button
        type="button"
        className="map-page-case"
        onClick={() => {
          onOpen(row.id);
        }}
      >
        <span>
          <b>{row.categoryName}</b>
          <span className="ui-cut">{row.address}</span>
        </span>
        <span>{STATE_LABELS[row.state]}</span>
      </button>
    </li>
  );
}

const ICONS = {
  area: <IconMap size={18} />,
  building: <IconBuilding />,
  case: <IconCase size={18} />,
  pile: <IconCase size={18} />,
};
const MOST_LINES = 60;

/** About the object in hand. Closing it keeps the map where it is. */
export function SidePanel(props: SidePanelProps): JSX.Element {
  const { picked, areas, nowMs, canReport, onClose, onOpenCase, onReportAt } = props;
  const point = pointOf(picked);
  const cases = picked.kind === 'case' ? undefined : picked.cases;
  return (
    <aside className="map-page-side" aria-label={objectName(picked)}>
      <PaneHead
        title={picked.kind === 'area' ? areas.fullNameOf(picked.area.code) : objectName(picked)}
        icon={ICONS[picked.kind]}
        acts={<IconButton name="关闭（Esc）" icon={<IconClose />} onClick={onClose} />}
      />
      <div className="map-page-side-body">
        <Facts facts={factsOf(picked, areas, nowMs)} />
        {picked.kind === 'case' && (
          <p className="map-page-stage">
            <StageSquares stage={squareOf(picked.row.stage)} words={STATE_LABELS[picked.row.state]} />
            {picked.row.unsent > 0 && <StateMark kind="waiting" />}
          </p>
        )}
        {cases !== undefined && (
          <section>
            <h3>
              未结事件 {cases.length}
              {point !== undefined && canReport && (
                <button
                  type="button"
                  className="ui-link"
                  onClick={() => {
                    onReportAt(point);
                  }}
                >
                  在此新上报
                </button>
              )}
            </h3>
            {cases.length === 0 ? (
              <p className="map-page-quiet">没有未结事件。</p>
            ) : (
              <ul>
                {cases.slice(0, MOST_LINES).map((row) => (
                  <CaseLine key={row.id} row={row} onOpen={onOpenCase} />
                ))}
              </ul>
            )}
            {cases.length > MOST_LINES && (
              <p className="map-page-quiet">还有 {cases.length - MOST_LINES} 件，放大地图或到“事件”里看。</p>
            )}
          </section>
        )}
      </div>
      {picked.kind === 'case' && (
        <div className="map-page-side-acts">
          <Button
            kind="primary"
            wide
            onClick={() => {
              onOpenCase(picked.row.id);
            }}
          >
            打开这件
          </Button>
          {canReport && (
            <Button
              onClick={() => {
                onReportAt(picked.row.point);
              }}
            >
              在此新上报
            </Button>
          )}
        </div>
      )}
    </aside>
  );
}
