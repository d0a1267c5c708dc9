import { setImmediate as breath } from 'node:timers/promises';
import { FINAL_STATES } from '../../../shared/domain/case.ts';
import type { SeedDeps, SeedDocument, SeedReport } from '../../src/store/seed-port.ts';
import type { ReplayedCase } from './cases/replay.ts';
import { demonstration, type Demonstration } from './demonstration.ts';
import { photoMaker, type Develop, type MadePhoto } from './evidence.ts';
import { letteringFrom } from './photos/lettering.ts';
import type { Format } from './photos/photographs.ts';
import { DAY_MS, DEMO_PASSWORD, HOUR_MS, SEED_SIZES, type SeedProfile, type SeedSize } from './profile.ts';
import { findResources, readResources } from './resources.ts';

export interface SeedOptions {
  readonly seed?: number;
  /** The demonstration's present; rounded down to the hour. */
  readonly nowMs?: number;
  /** The folder `resources/`. */
  readonly resources?: string;
  /** Less of everything, for tests. */
  readonly size?: Partial<SeedSize>;
}

const DEFAULT_SEED = 310115005;
const CASES_AT_ONCE = 150;
/** The photos of older cases are not made: a year of them would be two gigabytes. Their logs still name them. */
const CASES_WITH_PHOTOS = 3_000;
/** Photos of cases that ended longer ago than this are kept smaller. */
const ARCHIVED_AFTER_MS = 3 * DAY_MS;

/** Fills an empty store with the demonstration street. */
export async function seedStreet(profile: SeedProfile, deps: SeedDeps, options: SeedOptions = {}): Promise<SeedReport> {
  const nowMs = Math.floor((options.nowMs ?? Date.now()) / HOUR_MS) * HOUR_MS;
  deps.progress(`准备示范街道（${profile}）`, 0, 1);
  const resources = readResources(options.resources ?? findResources());
  const street = demonstration(resources, {
    seed: options.seed ?? DEFAULT_SEED,
    nowMs,
    size: { ...SEED_SIZES[profile], ...options.size },
  });
  const { everybody } = street.staff;
  const base = [
    ...street.areas,
    ...street.buildings,
    ...street.catalogs,
    ...everybody.map((person) => person.document),
  ];
  await deps.writeRecords(base);
  deps.progress('区域、楼栋、目录和人员', base.length, base.length);

  await deps.putCredentials(
    everybody.map(({ user }) => user),
    DEMO_PASSWORD,
  );
  const stock = await writeStock(street, deps);
  const develop = photoMaker(letteringFrom(resources.glyphs));
  const photoCount = await writeCases(street, develop, nowMs, deps);
  return {
    accounts: street.accounts,
    counts: {
      区域: street.areas.length,
      楼栋: street.buildings.length,
      目录: street.catalogs.length,
      人员: everybody.length,
      ...stock,
      事件: street.caseCount,
      照片: photoCount,
    },
  };
}

/** Types of the stock as the closing line names them. */
const STOCK_NAMES: Readonly<Record<string, string>> = {
  room: '房屋',
  person: '居民',
  enterprise: '企业和场所',
  component: '部件',
  task: '任务',
};
const RECORDS_AT_ONCE = 2_000;

async function writeStock(street: Demonstration, deps: SeedDeps): Promise<Readonly<Record<string, number>>> {
  const counts = new Map<string, number>(Object.values(STOCK_NAMES).map((name) => [name, 0]));
  let batch: SeedDocument[] = [];
  let underWay = Promise.resolve();
  const flush = async (): Promise<void> => {
    const documents = batch;
    batch = [];
    await underWay;
    underWay = deps.writeRecords(documents).then(() => {
      for (const { type } of documents) {
        const name = STOCK_NAMES[type];
        if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      deps.progress('房屋和居民', counts.get('居民') ?? 0, street.size.people);
    });
    underWay.catch(() => undefined); // heard of at the next await
    await breath();
  };
  for (const documents of street.stock()) {
    batch.push(...documents);
    if (batch.length >= RECORDS_AT_ONCE) await flush();
  }
  await flush();
  await underWay;
  return Object.fromEntries(counts);
}

/** A batch at a time, so that memory stays small and progress shows. The next is replayed and developed while the store syncs the last. */
async function writeCases(street: Demonstration, develop: Develop, nowMs: number, deps: SeedDeps): Promise<number> {
  let photoCount = 0;
  const done = { replayed: 0, written: 0 };
  const first = street.caseCount - CASES_WITH_PHOTOS;
  let underWay = Promise.resolve();
  for (const batch of batches(street.cases(), CASES_AT_ONCE)) {
    const photos = batch.flatMap((each, at) =>
      done.replayed + at >= first ? develop(each, formatOf(each, nowMs)) : [],
    );
    done.replayed += batch.length;
    await underWay;
    underWay = writeBatch(batch, photos, deps).then(() => {
      photoCount += photos.length;
      done.written += batch.length;
      deps.progress('事件和照片', done.written, street.caseCount);
    });
    underWay.catch(() => undefined); // heard of at the next await
    await breath();
  }
  await underWay;
  return photoCount;
}

/** Cases before their photos: evidence is judged by its subject. */
async function writeBatch(cases: readonly ReplayedCase[], photos: readonly MadePhoto[], deps: SeedDeps): Promise<void> {
  await deps.writeRecords(cases.map(({ document }) => ({ ...document })));
  await deps.writeEvidence(
    photos.flatMap(({ photo, original, thumb, thumbnail }) => [
      { document: { ...photo }, bytes: original },
      { document: { ...thumb }, bytes: thumbnail },
    ]),
  );
}

const formatOf = ({ document }: ReplayedCase, nowMs: number): Format =>
  FINAL_STATES.has(document.state) && nowMs - Date.parse(document.changedAt) > ARCHIVED_AFTER_MS ? 'archive' : 'full';

function* batches<T>(items: Iterable<T>, size: number): Generator<readonly T[], void, undefined> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
