/** What a pack says of itself, as the layer pane shows it. What it does not say is said to be missing, never guessed. */
export interface PackFacts {
  readonly name: string;
  readonly format: 'PMTiles' | 'MBTiles';
  /** Of the state's map review; packs made from open data have none. */
  readonly reviewNumber: string | undefined;
  readonly crs: string | undefined;
  readonly madeOn: string | undefined;
  readonly source: string | undefined;
  readonly levels: readonly [number, number];
}

const firstText = (metadata: Readonly<Record<string, unknown>>, keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const value = metadata[key];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return undefined;
};

/** Attributions may carry links; only their words are shown. */
const plain = (html: string | undefined): string | undefined => html?.replace(/<[^>]*>/g, '').trim();

export function factsOf(
  metadata: unknown,
  format: PackFacts['format'],
  levels: readonly [number, number],
  fallbackName: string,
): PackFacts {
  const read = typeof metadata === 'object' && metadata !== null ? (metadata as Readonly<Record<string, unknown>>) : {};
  return {
    name: firstText(read, ['title', 'description', 'name']) ?? fallbackName,
    format,
    reviewNumber: firstText(read, ['审图号', 'reviewNumber', 'review_number', 'approvalNumber']),
    crs: firstText(read, ['crs', 'datum', 'srs']),
    madeOn: firstText(read, ['date', 'madeOn', 'planetiler:osm:osmosisreplicationtime', 'timestamp'])?.slice(0, 10),
    source: plain(firstText(read, ['source', 'attribution'])),
    levels,
  };
}
