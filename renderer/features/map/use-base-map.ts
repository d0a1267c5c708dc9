import { useEffect, useMemo, useState } from 'react';
import type { MapTiles } from '../../map/map-view.tsx';
import { openPack } from '../../map/pack-store.ts';
import type { PackFacts } from '../../map/pack-facts.ts';
import type { TilePack } from '../../map/tile-pack.ts';
import { useStreetTiles } from '../../map/use-street-tiles.ts';
import { isTiandituAddress } from '../../map/wmts.ts';
import type { BaseChoice, MapPreferences } from './map-preferences.ts';

export interface BaseMap {
  readonly tiles: MapTiles;
  readonly facts: PackFacts | undefined;
  /** Why the chosen ground cannot be shown. */
  readonly trouble: string | undefined;
}

/** The pack somebody added, opened again. */
function useAddedPack(name: string | undefined): TilePack | 'reading' | 'none' {
  const [read, setRead] = useState<{ readonly name: string; readonly pack: TilePack | 'none' }>();
  useEffect(() => {
    if (name === undefined) return;
    let isHere = true;
    let close: () => void = () => undefined;
    openPack(name)
      .catch((cause: unknown) => {
        console.warn('The tile pack cannot be opened; the map goes on without it.', cause);
        return undefined;
      })
      .then(
        (pack) => {
          if (pack !== undefined) close = pack.close;
          if (isHere) setRead({ name, pack: pack ?? 'none' });
          else close();
        },
        () => undefined,
      );
    return () => {
      isHere = false;
      close();
      setRead(undefined);
    };
  }, [name]);
  return read !== undefined && read.name === name ? read.pack : 'reading';
}

/** Whether the policy of the page keeps 天地图 out: the browser says so when the first tile is asked for. */
function useIsShutOut(choice: BaseChoice): boolean {
  const [isShutOut, setIsShutOut] = useState(false);
  useEffect(() => {
    if (choice.kind !== 'tianditu') return;
    const hear = ({ blockedURI }: SecurityPolicyViolationEvent): void => {
      if (isTiandituAddress(blockedURI)) setIsShutOut(true);
    };
    document.addEventListener('securitypolicyviolation', hear);
    return () => {
      document.removeEventListener('securitypolicyviolation', hear);
    };
  }, [choice.kind]);
  return isShutOut;
}

/** Under the usual policy of the page nothing comes from elsewhere; an administrator widens it for these hosts alone. */
const SHUT_OUT =
  '这里没有放行天地图。浏览器版：管理员启动中心时加 --tianditu；桌面版：在本机 settings.json 写 "tianditu": true。';

export function useBaseMap({ base, tiandituKey }: MapPreferences): BaseMap {
  const street = useStreetTiles();
  const added = useAddedPack(base.kind === 'pack' ? base.name : undefined);
  const isShutOut = useIsShutOut(base);
  return useMemo((): BaseMap => {
    switch (base.kind) {
      case 'blank':
        return { tiles: 'blank', facts: undefined, trouble: undefined };
      case 'street':
      case 'pack': {
        const tiles = base.kind === 'street' ? street : added;
        return {
          tiles,
          facts: typeof tiles === 'string' || tiles.kind === 'wmts' ? undefined : tiles.facts,
          trouble: tiles === 'none' ? '本机没有，或读不出' : undefined,
        };
      }
      case 'tianditu':
        if (tiandituKey === '') return { tiles: 'blank', facts: undefined, trouble: '要先填密钥' };
        if (isShutOut) return { tiles: 'blank', facts: undefined, trouble: SHUT_OUT };
        return {
          tiles: { kind: 'wmts', layer: base.layer, matrix: base.matrix, key: tiandituKey },
          facts: undefined,
          trouble: undefined,
        };
    }
  }, [base, tiandituKey, street, added, isShutOut]);
}
