import type { Habits, Measured, Place } from './capacity-model.ts';

/** Of two cores; beside each where it is from. Measured anew: written here anew. */
export const FIGURES: Measured = {
  // A filled `seed street`, 410,115 records of which 50,000 are cases; bytes of its folders (du), as `footprint` counts them.
  stockPerPerson: 3.6,
  recordBytes: 626,
  recordIndexBytes: 1_283,
  photoIndexBytes: 576,
  // footprint: link_bytes, link_index_bytes; rebuild_docs_per_s by the time of its own core on a crowded machine (a quiet one is faster).
  linkBytes: 350,
  linkIndexBytes: 300,
  rebuildDocsPerSecond: 2_300,
  // push: docs_per_s.
  pushDocsPerSecond: 5_670,
  // rollout: 1,000,000 documents in 68.4 seconds of the server's own time (server_cpu_s), one core.
  rolloutDocsPerSecond: 14_600,
  // fan-out: p95 21.5 ms with so many and half a core; with 5,000 and as many writes it is 2.5 s and the whole core. 0.19 to 0.3 MB each (mb_per_client).
  clientsPerServer: 1_000,
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
