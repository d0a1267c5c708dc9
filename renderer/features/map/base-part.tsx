import { useEffect, useState } from 'react';
import type { JSX } from 'react';
import { addPack, listPacks, removePack } from '../../map/pack-store.ts';
import type { PackRefusal } from '../../map/tile-pack.ts';
import { TIANDITU_LAYERS, type TiandituLayer, type TiandituMatrix } from '../../map/wmts.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { IconRemove } from '../../ui/icons.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { BaseChoice, MapPreferences } from './map-preferences.ts';
import type { BaseMap } from './use-base-map.ts';

export interface BasePartProps {
  readonly base: BaseMap;
  readonly preferences: MapPreferences;
  readonly onPreferences: (preferences: MapPreferences) => void;
}

const valueOf = (choice: BaseChoice): string => (choice.kind === 'pack' ? `pack:${choice.name}` : choice.kind);
const USUAL_TIANDITU = { kind: 'tianditu', layer: 'vec', matrix: 'w' } as const;
const MATRICES: Readonly<Record<TiandituMatrix, string>> = { w: '球面墨卡托（_w）', c: '经纬度（_c）' };

/** What is wrong with the file, and what to do next. */
const WHY_NOT_ADDED: Readonly<Record<PackRefusal | 'notCopied', string>> = {
  notATilePack: '它不是 PMTiles（第 3 版）或 MBTiles 瓦片包，请向提供的单位核对文件。',
  damaged: '文件开头对，里面读不出来，多半没有下载完整，请重新下载后再加。',
  otherSchema: '它的矢量图层不是 Protomaps 版式，画出来会是空白。请换栅格瓦片包，或请提供的单位按 Protomaps 版式制作。',
  tooLarge: 'MBTiles 要整包读进内存，这里最大 512 MB。请先转成 PMTiles（pmtiles convert），大小不限。',
  notCopied: '本机存不下它，请腾出磁盘空间后再加。',
};

/** Packs on this terminal, read again when one comes or goes. */
function usePacks(): readonly [names: readonly string[], again: () => void] {
  const [names, setNames] = useState<readonly string[]>([]);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isHere = true;
    listPacks().then(
      (found) => {
        if (isHere) setNames(found);
      },
      (cause: unknown) => {
        // A browser without a folder of its own: the street's pack is there all the same.
        console.warn('Added tile packs cannot be listed.', cause);
      },
    );
    return () => {
      isHere = false;
    };
  }, [round]);
  return [
    names,
    () => {
      setRound((now) => now + 1);
    },
  ];
}

function PackFactsLines({ base }: { readonly base: BaseMap }): JSX.Element | null {
  const { facts } = base;
  if (facts === undefined) return null;
  const lines = [
    ['坐标', facts.crs ?? 'Web 墨卡托，基准未注明'],
    ['日期', facts.madeOn ?? '未注明'],
    ['来源', facts.source ?? '未注明'],
    ['级别', `${String(facts.levels[0])}–${String(facts.levels[1])} · ${facts.format}`],
  ] as const;
  return (
    <details className="map-page-pack">
      <summary>审图号 {facts.reviewNumber ?? '无（不得公开展示）'}</summary>
      <dl>
        {lines.map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd title={words}>{words}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** The ground: which one, what it says of itself, adding one. */
export function BasePart({ base, preferences, onPreferences }: BasePartProps): JSX.Element {
  const [packs, readAgain] = usePacks();
  const [note, setNote] = useState<string>();
  const choice = preferences.base;
  const choose = (next: BaseChoice): void => {
    setNote(undefined);
    onPreferences({ ...preferences, base: next });
  };
  const add = async (file: File): Promise<void> => {
    setNote('正在复制…');
    const refusal = await addPack(file).catch((cause: unknown) => {
      console.warn('The tile pack cannot be copied to this terminal.', cause);
      return 'notCopied' as const;
    });
    readAgain();
    if (refusal === undefined) choose({ kind: 'pack', name: file.name });
    else setNote(`${file.name} 没有加进来，底图照旧。${WHY_NOT_ADDED[refusal]}`);
  };
  return (
    <div className="map-page-base">
      <Select
        label="底图"
        labelHidden
        size="small"
        value={valueOf(choice)}
        options={[
          { value: 'street', label: '矢量底图 · 离线' },
          ...packs.map((name) => ({ value: `pack:${name}`, label: name })),
          { value: 'tianditu', label: '天地图 · 联网' },
          { value: 'blank', label: '空白（只画界线）' },
        ]}
        onChange={(value) => {
          if (value.startsWith('pack:')) choose({ kind: 'pack', name: value.slice('pack:'.length) });
          else if (value === 'tianditu') choose(USUAL_TIANDITU);
          else choose({ kind: value === 'blank' ? 'blank' : 'street' });
        }}
      />
      {base.trouble !== undefined && (
        <p className="map-page-why" role="status">
          {base.trouble}
        </p>
      )}
      <PackFactsLines base={base} />
      {choice.kind === 'tianditu' && (
        <>
          <Select
            label="天地图图种"
            labelHidden
            size="small"
            value={choice.layer}
            options={Object.entries(TIANDITU_LAYERS).map(([value, label]) => ({
              value: value as TiandituLayer,
              label,
            }))}
            onChange={(layer) => {
              choose({ ...choice, layer });
            }}
          />
          <Select
            label="天地图投影"
            labelHidden
            size="small"
            value={choice.matrix}
            options={Object.entries(MATRICES).map(([value, label]) => ({ value: value as TiandituMatrix, label }))}
            onChange={(matrix) => {
              choose({ ...choice, matrix });
            }}
          />
          <TextField
            label="天地图密钥"
            type="password"
            spellCheck={false}
            hint="只存在这台终端"
            value={preferences.tiandituKey}
            onChange={(tiandituKey) => {
              onPreferences({ ...preferences, tiandituKey: tiandituKey.trim() });
            }}
          />
        </>
      )}
      <p className="map-page-pack-acts">
        <label className="ui-link map-page-add-pack">
          添加瓦片包
          <input
            type="file"
            accept=".pmtiles,.mbtiles"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file !== undefined) void add(file);
            }}
          />
        </label>
        {choice.kind === 'pack' && (
          <IconButton
            name={`从本机去掉 ${choice.name}`}
            icon={<IconRemove />}
            onClick={() => {
              void removePack(choice.name).then(() => {
                readAgain();
                choose({ kind: 'street' });
              });
            }}
          />
        )}
      </p>
      {note !== undefined && (
        <p className="map-page-why" role="status">
          {note}
        </p>
      )}
    </div>
  );
}
