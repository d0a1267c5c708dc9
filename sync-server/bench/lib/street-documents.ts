import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StockSettings } from '../../../shared/stock/projection.ts';
import { shanghaiDayOf } from '../../../shared/lib/calendar-day.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { demonstration } from '../../cli/seed/demonstration.ts';
import type { SeedSize } from '../../cli/seed/profile.ts';
import { readResources } from '../../cli/seed/resources.ts';

/* The street of the demonstration as files of documents, without a server: what a workstation holds after its first pull. */

export const STREET_NOW_MS = Date.parse('2026-11-20T02:00:00.000Z');
const SEED = 310115005;
const PER_FILE = 5_000;

export interface StreetFiles {
  /** Names in the folder, in the order of a first pull. */
  readonly files: readonly string[];
  readonly documents: number;
  readonly settings: StockSettings;
}

interface Typed {
  readonly _id: string;
  readonly type: string;
}

/** `changed`: what a bench makes of a document; left out, as it is. */
export function writeStreet(
  folder: string,
  size: SeedSize,
  wanted: (type: string) => boolean,
  changed: (document: Typed) => Typed = (document) => document,
): StreetFiles {
  mkdirSync(folder, { recursive: true });
  const resources = readResources(join(process.cwd(), 'resources'));
  const street = demonstration(resources, { seed: SEED, nowMs: STREET_NOW_MS, size });
  const files: string[] = [];
  let documents = 0;
  let batch: Typed[] = [];
  const flush = (): void => {
    if (batch.length === 0) return;
    const name = `documents-${String(files.length)}.json`;
    writeFileSync(join(folder, name), JSON.stringify(batch));
    files.push(name);
    batch = [];
  };
  const put = (document: Typed): void => {
    if (!wanted(document.type)) return;
    batch.push(changed(document));
    documents += 1;
    if (batch.length >= PER_FILE) flush();
  };
  street.buildings.forEach(put);
  for (const some of street.stock()) some.forEach(put);
  for (const { document } of street.cases()) put(document);
  flush();
  const { tags, placeKinds, riskRules } = resources.stock;
  const settings: StockSettings = {
    today: shanghaiDayOf(isoAt(STREET_NOW_MS)),
    isDemonstration: true,
    tags: tags.entries,
    placeKinds: placeKinds.entries,
    risk: { entries: riskRules.entries, visits: riskRules.visits },
  };
  return { files, documents, settings };
}
