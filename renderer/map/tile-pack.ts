import { PmtilesSource, TileCache, View } from 'protomaps-leaflet';
import type { Bounds } from './bounds.ts';
import { factsOf } from './pack-facts.ts';
import type { PackFacts } from './pack-facts.ts';
import { paintRules } from './paint-rules.ts';

interface PackHead {
  readonly bounds: Bounds;
  readonly facts: PackFacts;
  /** Lets go of what reads it; afterwards it has no tiles. */
  readonly close: () => void;
}
/** An offline base map of lines and areas in the Protomaps schema. */
export interface VectorPack extends PackHead {
  readonly kind: 'vector';
  readonly view: View;
}
/** An offline base map of pictures. */
export interface RasterPack extends PackHead {
  readonly kind: 'raster';
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Undefined where the pack has no tile. */
  readonly picture: (level: number, column: number, row: number) => Promise<Blob | undefined>;
}
export type TilePack = VectorPack | RasterPack;

/** Why bytes are no tile pack that can be drawn; the map works without. */
export type PackRefusal =
  /** Neither PMTiles 3 nor MBTiles. */
  | 'notATilePack'
  /** Begins like one and cannot be read. */
  | 'damaged'
  /** Its lines are in another schema: nothing of them would be seen. */
  | 'otherSchema'
  /** An MBTiles file beyond what memory holds. */
  | 'tooLarge';
export type OpenedTilePack =
  { readonly ok: true; readonly pack: TilePack } | { readonly ok: false; readonly reason: PackRefusal };

/** One tile of data covers this many steps of zoom more on the screen: 512 px per data tile. */
const LEVEL_DIFFERENCE = 1;
const DATA_TILE_PX = 256 << LEVEL_DIFFERENCE;

/** Whatever can hand out tiles by level, column and row, unpacked. */
export interface TileArchive {
  readonly getZxy: (level: number, column: number, row: number) => Promise<{ readonly data: ArrayBuffer } | undefined>;
}

/** Lines and areas of an archive, read and kept for drawing. */
const vectorView = (archive: TileArchive, maxZoom: number): View =>
  new View(
    new TileCache(
      // protomaps-leaflet brings types of an older pmtiles; what it calls (getZxy) is the same in both.
      new PmtilesSource(archive as unknown as ConstructorParameters<typeof PmtilesSource>[0], false),
      DATA_TILE_PX,
    ),
    maxZoom,
    LEVEL_DIFFERENCE,
  );

const pictureOf =
  (archive: TileArchive, type: string): RasterPack['picture'] =>
  async (level, column, row) => {
    const tile = await archive.getZxy(level, column, row);
    return tile && new Blob([tile.data], { type });
  };

/** What either format says at its head. */
export interface ArchiveHead {
  readonly format: PackFacts['format'];
  readonly bounds: Bounds;
  readonly levels: readonly [number, number];
  readonly metadata: unknown;
  /** Undefined: lines. */
  readonly pictureType: string | undefined;
}

/** Layers that a pack of lines says it has; undefined when it does not say. */
function layersNamed(metadata: unknown): readonly unknown[] | undefined {
  const { vector_layers: layers } = (metadata ?? {}) as { readonly vector_layers?: unknown };
  return Array.isArray(layers) ? layers.map((layer: { readonly id?: unknown } | null) => layer?.id) : undefined;
}

/** An archive as the map draws it, whatever file it came from. */
export function packOf(
  { format, bounds, levels, metadata, pictureType }: ArchiveHead,
  archive: TileArchive,
  name: string,
  close: () => void,
): OpenedTilePack {
  const head: PackHead = { bounds, facts: factsOf(metadata, format, levels, name), close };
  const [minZoom, maxZoom] = levels;
  if (pictureType !== undefined)
    return {
      ok: true,
      pack: { ...head, kind: 'raster', minZoom, maxZoom, picture: pictureOf(archive, pictureType) },
    };
  const layers = layersNamed(metadata);
  if (layers !== undefined && !paintRules.some(({ dataLayer }) => layers.includes(dataLayer)))
    return { ok: false, reason: 'otherSchema' };
  return { ok: true, pack: { ...head, kind: 'vector', view: vectorView(archive, maxZoom) } };
}
