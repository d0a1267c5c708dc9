import { useEffect, useState } from 'react';
import type { MapTiles } from './map-view.tsx';
import { openTilePack } from './open-tile-pack.ts';

/** Part of the program like its pictures: the base map is there before anybody signs in and without any server. */
const PACK_URL = new URL('../../resources/tiles/lujiazui.pmtiles', import.meta.url).href;

let reading: Promise<MapTiles> | undefined;
/** Once it is read, whoever comes later has it at the first drawing. */
let known: MapTiles = 'reading';

async function readPack(): Promise<MapTiles> {
  const answer = await fetch(PACK_URL);
  if (!answer.ok) return 'none';
  const opened = await openTilePack(await answer.arrayBuffer());
  return opened.ok ? opened.pack : 'none';
}

/** The base map of the street, read once for all maps of the page. */
export function useStreetTiles(): MapTiles {
  const [tiles, setTiles] = useState(known);
  useEffect(() => {
    let isHere = true;
    reading ??= readPack().catch((cause: unknown) => {
      // Everything works without the base map, and the map says so; a later page tries again.
      console.warn('The base map of the street cannot be read.', cause);
      reading = undefined;
      return 'none' as const;
    });
    void reading.then((read) => {
      known = read;
      if (isHere) setTiles(read);
    });
    return () => {
      isHere = false;
    };
  }, []);
  return tiles;
}
