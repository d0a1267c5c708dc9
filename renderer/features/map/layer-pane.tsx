import type { JSX, ReactNode } from 'react';
import { Checkbox } from '../../ui/checkbox.tsx';
import { PaneHead } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { COLOUR_RULE_NAMES, COLOUR_RULES } from './colour-rules.ts';
import { DIVISION_NAMES, DIVISIONS, HEAT_RADII, toggled, type Division, type Layers } from './layers.ts';
import type { PointLayerKind } from './point-layers.ts';

export interface LayerPaneProps {
  readonly layers: Layers;
  readonly onLayers: (layers: Layers) => void;
  readonly counts: {
    readonly divisions: Readonly<Record<Division, number>>;
    readonly buildings: number;
    readonly cases: number;
    /** All cases of the stock, finished ones too; undefined until known. */
    readonly allCases: number | undefined;
    readonly points: ReadonlyMap<string, number>;
  };
  readonly gridClasses: readonly (readonly [string, number])[];
  readonly pointKinds: readonly PointLayerKind[];
  /** Why records are not whole yet. */
  readonly stockTrouble: string | undefined;
  readonly base: ReactNode;
  readonly legend: ReactNode;
}

const words = (value: number): string => value.toLocaleString('zh-CN');
const ALL = 'all';

/** Layers with counts, or why they are not to be had; and what the marks of those that are on mean. */
export function LayerPane(props: LayerPaneProps): JSX.Element {
  const { layers, onLayers, counts, gridClasses, pointKinds, stockTrouble, base, legend } = props;
  const asideOf = (count: number | undefined, trouble: string | undefined): string =>
    count === undefined || count === 0 ? (trouble ?? '没有数据') : words(count);
  return (
    <aside className="map-page-layers" aria-label="图层">
      <PaneHead title="图层" />
      <div className="map-page-layer-groups">
        <h3>底图</h3>
        {base}
        <h3>区划</h3>
        {DIVISIONS.filter((division) => counts.divisions[division] > 0).map((division) => {
          const count = counts.divisions[division];
          return (
            <Checkbox
              key={division}
              label={DIVISION_NAMES[division]}
              checked={layers.divisions.has(division)}
              aside={words(count)}
              onChange={() => {
                onLayers({ ...layers, divisions: toggled(layers.divisions, division) });
              }}
            />
          );
        })}
        {gridClasses.length > 0 && (
          <Select
            label="网格类别"
            labelHidden
            size="small"
            value={layers.gridClass ?? ALL}
            options={[
              { value: ALL, label: '网格类别：全部' },
              ...gridClasses.map(([name, count]) => ({ value: name, label: `${name} ${words(count)}` })),
            ]}
            onChange={(value) => {
              onLayers({ ...layers, gridClass: value === ALL ? undefined : value });
            }}
          />
        )}
        <h3>房与人</h3>
        <Checkbox
          label="楼栋"
          checked={layers.buildings && counts.buildings > 0}
          disabled={counts.buildings === 0}
          aside={asideOf(counts.buildings, undefined)}
          onChange={(buildings) => {
            onLayers({ ...layers, buildings });
          }}
        />
        <Select
          label="楼栋着色"
          labelHidden
          size="small"
          value={layers.colour}
          options={COLOUR_RULES.map((rule) => ({ value: rule, label: `着色：${COLOUR_RULE_NAMES[rule]}` }))}
          onChange={(colour) => {
            onLayers({ ...layers, colour });
          }}
        />
        <h3>企、物、台账与任务</h3>
        {pointKinds.map(({ key, name }) => {
          const count = counts.points.get(key);
          return (
            <Checkbox
              key={key}
              label={name}
              checked={layers.points.has(key)}
              disabled={(count ?? 0) === 0 && !layers.points.has(key)}
              aside={asideOf(count, stockTrouble)}
              onChange={() => {
                onLayers({ ...layers, points: toggled(layers.points, key) });
              }}
            />
          );
        })}
        <h3>事件</h3>
        <Checkbox
          label="未结事件"
          checked={layers.cases}
          aside={words(counts.cases)}
          onChange={(cases) => {
            onLayers({ ...layers, cases });
          }}
        />
        <Checkbox
          label="事件热力"
          checked={layers.heat !== undefined}
          disabled={(counts.allCases ?? 0) === 0 && layers.heat === undefined}
          aside={asideOf(counts.allCases, stockTrouble)}
          onChange={(isOn) => {
            onLayers({ ...layers, heat: isOn ? 'open' : undefined });
          }}
        />
        {layers.heat !== undefined && (
          <div className="map-page-pair">
            <Select
              label="热力算哪些"
              labelHidden
              size="small"
              value={layers.heat}
              options={[
                { value: 'open', label: '未结' },
                { value: 'all', label: '含已结' },
              ]}
              onChange={(heat) => {
                onLayers({ ...layers, heat });
              }}
            />
            <Select
              label="热力半径"
              labelHidden
              size="small"
              value={String(layers.heatRadius)}
              options={HEAT_RADII.map((radius) => ({ value: String(radius), label: `半径 ${String(radius)} 米` }))}
              onChange={(value) => {
                onLayers({ ...layers, heatRadius: HEAT_RADII.find((radius) => String(radius) === value) ?? 100 });
              }}
            />
          </div>
        )}
      </div>
      <div className="map-page-legend">
        <h3>图例</h3>
        {legend}
      </div>
    </aside>
  );
}
