import type { Habits, Measured, Place } from './capacity-model.ts';

/** As printed by the benchmark beside each, on two cores. Measured anew: written here anew. */
export const FIGURES: Measured = {
  // footprint --data (a filled `seed street`)
  stockPerPerson: 3.6,
  recordBytes: 600,
  recordIndexBytes: 1_250,
  linkBytes: 700,
  linkIndexBytes: 900,
  photoIndexBytes: 1_000,
  rebuildDocsPerSecond: 5_000,
  // push: docs_per_s
  pushDocsPerSecond: 5_000,
  // rollout
  rolloutDocsPerSecond: 10_000,
  // fan-out
  clientsPerServer: 5_000,
};

/** Nobody has measured these. */
export const ASSUMED: Habits = {
  years: 5,
  workDays: 250,
  // Of the real stream that the seed is made of: 50,000 in 400 days among 100,000 people.
  casesPerPersonYear: 0.46,
  writesPerCase: 9,
  photosPerCase: 3,
  // 1,600 pixels (renderer/lib/photo-codec.ts) and a thumbnail.
  photoBytes: 520_000,
  changesPerPersonYear: 1.5,
  linksPerWorkerDay: 80,
  linksPerTerminalDay: 200,
  busiestHour: 0.2,
};

export const PLACES: readonly Place[] = [
  { name: '街道', people: 100_000, workers: 300, terminals: 200 },
  { name: '区', people: 1_000_000, workers: 3_000, terminals: 2_000 },
  { name: '市', people: 10_000_000, workers: 30_000, terminals: 20_000 },
];
