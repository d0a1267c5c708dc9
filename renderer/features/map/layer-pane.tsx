import type { JSX } from 'react';
import { Checkbox } from '../../ui/checkbox.tsx';
import { PaneHead } from '../../ui/panel.tsx';

export interface Layers {
  readonly base: boolean;
  readonly communities: boolean;
  readonly grids: boolean;
  readonly buildings: boolean;
  readonly cases: boolean;
}
export const ALL_LAYERS: Layers = { base: true, communities: true, grids: true, buildings: true, cases: true };

export interface LayerPaneProps {
  readonly layers: Layers;
  readonly onLayers: (layers: Layers) => void;
  readonly counts: {
    readonly communities: number;
    readonly grids: number;
    readonly buildings: number;
    readonly cases: number;
  };
  /** Why the base map cannot be shown, if it cannot. */
  readonly baseTrouble: string | undefined;
}

/** Layers with counts, and what the marks of those that are on mean. */
export function LayerPane({ layers, onLayers, counts, baseTrouble }: LayerPaneProps): JSX.Element {
  const box = (key: keyof Layers, label: string, aside: string | undefined, disabled = false): JSX.Element => (
    <Checkbox
      label={label}
      checked={layers[key] && !disabled}
      disabled={disabled}
      aside={aside}
      onChange={(isOn) => {
        onLayers({ ...layers, [key]: isOn });
      }}
    />
  );
  const count = (value: number): string => value.toLocaleString('zh-CN');
  return (
    <aside className="map-page-layers" aria-label="图层">
      <PaneHead title="图层" />
      <div className="map-page-layer-groups">
        <h3>底图</h3>
        {box('base', '矢量底图 · 离线', baseTrouble, baseTrouble !== undefined)}
        <h3>区划</h3>
        {box('communities', '社区界', count(counts.communities))}
        {box('grids', '网格界', count(counts.grids))}
        <h3>房</h3>
        {box('buildings', '楼栋', count(counts.buildings))}
        <h3>事件</h3>
        {box('cases', '未结事件', count(counts.cases))}
      </div>
      <div className="map-page-legend">
        <h3>图例</h3>
        <ul>
          {layers.communities && (
            <li>
              <i className="map-page-line map-page-line-community" aria-hidden="true" />
              社区界（示意）
            </li>
          )}
          {layers.grids && (
            <li>
              <i className="map-page-line" aria-hidden="true" />
              网格界（示意）
            </li>
          )}
          {layers.buildings && (
            <li>
              <i className="map-page-building" aria-hidden="true" />
              楼栋
            </li>
          )}
          {layers.cases && (
            <li>
              <i className="map-page-ring" aria-hidden="true" />
              未结事件，圈内为件数
            </li>
          )}
        </ul>
      </div>
    </aside>
  );
}
